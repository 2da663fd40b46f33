package dev.modelsync.events.web;

import dev.modelsync.events.registration.change.OnceByKey;
import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.Invalid;
import dev.modelsync.events.registration.change.RegistrationResult.NotReady;
import dev.modelsync.events.registration.change.RegistrationResult.Replayed;
import dev.modelsync.events.registration.change.RegistrationResult.Taken;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.change.WriteMode;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.web.Frame.Section;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Registers a service. A form is good for one service, however often it is sent. */
@Controller
@RequestMapping("/projects/{project}/register")
class RegisterPages {
    private final Registrations registrations;
    private final OnceByKey onceByKey;
    private final Preview preview;
    private final Frame frame;

    RegisterPages(Registrations registrations, OnceByKey onceByKey, Preview preview, Frame frame) {
        this.registrations = registrations;
        this.onceByKey = onceByKey;
        this.preview = preview;
        this.frame = frame;
    }

    @GetMapping
    ModelAndView form(@PathVariable String project) {
        Addresses.project(project);
        return page(project, ServiceForm.empty(FormPage.firstProvider(), fresh()), List.of());
    }

    @PostMapping
    ModelAndView submit(
            @PathVariable String project,
            @RequestHeader(name = "X-Actor", required = false) @Nullable String actor,
            @RequestParam(defaultValue = "") String step,
            @RequestParam MultiValueMap<String, String> given) {
        Addresses.project(project);
        ServiceForm typed = ServiceForm.parse(given);
        ServiceForm stepped = FormPage.stepped(typed, step);
        if (stepped != null) {
            return page(project, stepped, List.of());
        }
        ServiceForm form = typed.withoutEmptyModels();
        if (!form.violations().isEmpty()) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(project, form, form.violations()));
        }
        ModelAndView page = answered(project, form, result(project, form, Actor.of(actor), step));
        return step.equals(FormPage.PREVIEW) ? page.addObject("previewed", true) : page;
    }

    private RegistrationResult result(String project, ServiceForm form, String actor, String step) {
        return step.equals(FormPage.PREVIEW)
                ? registrations.register(project, form.registration(), actor, form.mode(WriteMode.DRY_RUN))
                : onceByKey.register(
                        project,
                        form.registration(),
                        actor,
                        once(form),
                        form.registration().toString().getBytes(UTF_8),
                        form.mode(WriteMode.REAL));
    }

    private ModelAndView answered(String project, ServiceForm form, RegistrationResult result) {
        if (result instanceof WouldChange change) {
            return page(project, form, List.of()).addObject("impact", preview.of(change));
        }
        if (result instanceof Invalid invalid) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(project, form, invalid.violations()));
        }
        if (result instanceof NotReady notReady) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(project, form, FormPage.notReady(notReady)));
        }
        if (result instanceof Taken taken) {
            return answer(HttpStatus.CONFLICT, page(project, form, taken.violations()));
        }
        if (result instanceof Done || result instanceof Replayed) {
            ServiceKey key = result instanceof Done done
                    ? done.service().key()
                    : new ServiceKey(project, ((Replayed) result).answer().name());
            return new ModelAndView("redirect:" + Addresses.and(Addresses.service(key), "done", "registered"));
        }
        List<Violation> used = List.of(new Violation(
                "",
                Violation.Code.DUPLICATE,
                "This form has registered a service already, with other values; send it again for another service"));
        return answer(HttpStatus.CONFLICT, page(project, form.with("once", fresh()), used));
    }

    private ModelAndView page(String project, ServiceForm form, List<Violation> violations) {
        FormPage shown = FormPage.of(form);
        return shown.on(
                frame.page("register", Section.SERVICES, project)
                        .addObject("action", "/projects/" + project + "/register"),
                shown.errors(violations));
    }

    private static ModelAndView answer(HttpStatus status, ModelAndView page) {
        page.setStatus(status);
        return page;
    }

    /** The form's own, where it is one of ours. */
    private static String once(ServiceForm form) {
        try {
            return UUID.fromString(form.text("once")).toString();
        } catch (IllegalArgumentException e) {
            return fresh();
        }
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
