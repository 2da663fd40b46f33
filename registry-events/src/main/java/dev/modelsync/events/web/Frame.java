package dev.modelsync.events.web;

import dev.modelsync.events.access.Callers;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.web.live.Seen;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** What every page has around its own: the navigation, the words, and what the reader may do. */
final class Frame {
    private final LiveServices services;
    private final Words words;
    private final Callers callers;

    Frame(LiveServices services, Words words, Callers callers) {
        this.services = services;
        this.words = words;
        this.callers = callers;
    }

    /** Parts of the navigation. */
    enum Section {
        SERVICES,
        ACTIVITY,
        CLUSTERS,
        /** A page that is in none of them. */
        NONE
    }

    /** @param project whose services the navigation leads to; null where a page is of none */
    ModelAndView page(String template, Section section, @Nullable String project) {
        return new ModelAndView(template)
                .addObject("words", words)
                .addObject("rights", callers.rights())
                .addObject("section", section.name())
                .addObject("projects", services.projects())
                .addObject("project", project);
    }

    /**
     * A page that follows what happens.
     *
     * @param stream the address of what becomes different
     */
    ModelAndView live(ModelAndView page, Map<String, String> regions, String stream) {
        return page.addObject("regions", regions)
                .addObject("stream", Addresses.and(stream, Streams.SEEN, Seen.text(regions)));
    }

    /** A page that says why there is nothing to see. */
    ModelAndView message(HttpStatus status, String title, String detail) {
        ModelAndView page =
                page("message", Section.NONE, null).addObject("title", title).addObject("detail", detail);
        page.setStatus(status);
        return page;
    }
}
