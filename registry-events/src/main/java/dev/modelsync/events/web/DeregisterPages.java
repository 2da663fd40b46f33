package dev.modelsync.events.web;

import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.InUse;
import dev.modelsync.events.registration.change.RegistrationResult.Stale;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.change.WriteMode;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.web.Frame.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Deregisters a service, after showing what that takes away and what depends on it. */
@Controller
@RequestMapping("/projects/{project}/services/{name}/deregister")
class DeregisterPages {
    private static final FormErrors IN_USE = FormErrors.of(
            "force", "the service is in use; tick the box to deregister it all the same, which is recorded");

    private final LiveServices services;
    private final Dependants dependants;
    private final Registrations registrations;
    private final Preview preview;
    private final Frame frame;

    DeregisterPages(
            LiveServices services, Dependants dependants, Registrations registrations, Preview preview, Frame frame) {
        this.services = services;
        this.dependants = dependants;
        this.registrations = registrations;
        this.preview = preview;
        this.frame = frame;
    }

    @GetMapping
    ModelAndView ask(@PathVariable String project, @PathVariable String name) {
        return page(Addresses.service(project, name), FormErrors.NONE, "");
    }

    @PostMapping
    ModelAndView deregister(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "X-Actor", required = false) @Nullable String actor,
            @RequestParam long revision,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean force) {
        ServiceKey key = Addresses.service(project, name);
        if (!Texts.isReason(reason.strip())) {
            FormErrors errors = FormErrors.of(
                    "reason", "it is not a text of at most " + Texts.MAX_REASON + " printable characters");
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(key, errors, reason));
        }
        RegistrationResult result = registrations.deregister(
                key,
                shown -> shown == revision,
                Actor.of(actor),
                reason.isBlank() ? null : reason.strip(),
                WriteMode.REAL,
                force);
        if (result instanceof Done) {
            String list = Addresses.and(Addresses.services(project), "done", "deregistered");
            return new ModelAndView("redirect:" + Addresses.and(list, "name", name));
        }
        if (result instanceof InUse) {
            return answer(HttpStatus.CONFLICT, page(key, IN_USE, reason));
        }
        if (result instanceof Stale) {
            return answer(
                    HttpStatus.CONFLICT, page(key, FormErrors.NONE, reason).addObject("stale", true));
        }
        throw new NotThereException();
    }

    private ModelAndView page(ServiceKey key, FormErrors errors, String reason) {
        ServiceView service = services.find(key).orElseThrow(NotThereException::new);
        List<Dependants.OnCluster> usage = dependants.of(key, service.models());
        // Forced, since this is to tell what would happen also to a service in use.
        RegistrationResult foretold =
                registrations.deregister(key, any -> true, Actor.of(null), null, WriteMode.DRY_RUN, true);
        ModelAndView page = frame.page("deregister", Section.SERVICES, key.project())
                .addObject("service", service)
                .addObject("key", key)
                .addObject("usage", usage)
                .addObject("errors", errors)
                .addObject("reason", reason);
        return foretold instanceof WouldChange change ? page.addObject("impact", preview.of(change)) : page;
    }

    private static ModelAndView answer(HttpStatus status, ModelAndView page) {
        page.setStatus(status);
        return page;
    }
}
