package dev.modelsync.events.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Renders the parts of pages that change while one watches. The same rendering goes into the page and is sent
 * afterwards, so that both never differ.
 */
final class Regions {
    private final SpringTemplateEngine engine;
    private final Words words;

    Regions(SpringTemplateEngine engine, Words words) {
        this.engine = engine;
        this.words = words;
    }

    /**
     * @param names of templates
     * @return HTML by name
     */
    Map<String, String> render(Map<String, Object> variables, List<String> names) {
        Context context = new Context(Locale.ENGLISH, variables);
        context.setVariable("words", words);
        Map<String, String> rendered = new LinkedHashMap<>();
        for (String name : names) {
            rendered.put(name, engine.process("regions/" + name, context).strip());
        }
        return rendered;
    }
}
