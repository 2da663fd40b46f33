package dev.modelsync.events.web;

import dev.modelsync.events.registration.change.RegistrationResult;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.InUse;
import dev.modelsync.events.registration.change.RegistrationResult.Invalid;
import dev.modelsync.events.registration.change.RegistrationResult.NotReady;
import dev.modelsync.events.registration.change.RegistrationResult.Stale;
import dev.modelsync.events.registration.change.RegistrationResult.Taken;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.change.WriteMode;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.registration.view.ServiceView;
import dev.modelsync.events.request.Actor;
import dev.modelsync.events.web.Frame.Section;
import java.util.List;
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

/** Edits a service, guarded by the revision that the editor was shown. */
@Controller
@RequestMapping("/projects/{project}/services/{name}/edit")
class EditPages {
    private final LiveServices services;
    private final Registrations registrations;
    private final Preview preview;
    private final Frame frame;

    EditPages(LiveServices services, Registrations registrations, Preview preview, Frame frame) {
        this.services = services;
        this.registrations = registrations;
        this.preview = preview;
        this.frame = frame;
    }

    @GetMapping
    ModelAndView form(@PathVariable String project, @PathVariable String name) {
        ServiceView service = find(Addresses.service(project, name));
        ServiceForm form = ServiceForm.of(service);
        return page(service, service.revision(), EditBase.of(form), form, List.of());
    }

    @PostMapping
    ModelAndView submit(
            @PathVariable String project,
            @PathVariable String name,
            @RequestHeader(name = "X-Actor", required = false) @Nullable String actor,
            @RequestParam(defaultValue = "") String step,
            @RequestParam long revision,
            @RequestParam MultiValueMap<String, String> given) {
        ServiceKey key = Addresses.service(project, name);
        ServiceView service = find(key);
        EditBase base = EditBase.parse(given.getFirst("base"), ServiceForm.of(service));
        ServiceForm typed = ServiceForm.parse(given).with("name", name).with("provider", service.provider());
        ServiceForm stepped = FormPage.stepped(typed, step);
        if (stepped != null) {
            return page(service, revision, base, stepped, List.of());
        }
        ServiceForm form = typed.withoutEmptyModels();
        if (!form.violations().isEmpty()) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(service, revision, base, form, form.violations()));
        }
        boolean previewed = step.equals(FormPage.PREVIEW);
        RegistrationResult result = registrations.edit(
                key,
                shown -> shown == revision,
                form.patch(service.labels().keySet()),
                Actor.of(actor),
                form.mode(previewed ? WriteMode.DRY_RUN : WriteMode.REAL),
                form.isForced());
        ModelAndView page = result instanceof Stale
                ? conflict(find(key), base, form)
                : answered(service, revision, base, form, result);
        return previewed ? page.addObject("previewed", true) : page;
    }

    private ModelAndView answered(
            ServiceView service, long revision, EditBase base, ServiceForm form, RegistrationResult result) {
        if (result instanceof Done done) {
            String said = done.service().revision() == revision ? "unchanged" : "edited";
            return new ModelAndView(
                    "redirect:" + Addresses.and(Addresses.service(done.service().key()), "done", said));
        }
        if (result instanceof WouldChange change) {
            return page(service, revision, base, form, List.of()).addObject("impact", preview.of(change));
        }
        if (result instanceof Invalid invalid) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, page(service, revision, base, form, invalid.violations()));
        }
        if (result instanceof NotReady notReady) {
            return answer(
                    HttpStatus.UNPROCESSABLE_CONTENT, page(service, revision, base, form, FormPage.notReady(notReady)));
        }
        if (result instanceof Taken taken) {
            return answer(HttpStatus.CONFLICT, page(service, revision, base, form, taken.violations()));
        }
        if (result instanceof InUse inUse) {
            Violation used = new Violation(
                    "/models",
                    Violation.Code.IN_USE,
                    "a model that this takes away or renames is in use, see below; tick the box to go ahead");
            return answer(
                    HttpStatus.CONFLICT,
                    page(service, revision, base, form, List.of(used)).addObject("usage", inUse.dependants()));
        }
        throw new NotThereException();
    }

    /** What the other changed, and a form to go on with that is good for the revision as it is now. */
    private ModelAndView conflict(ServiceView now, EditBase base, ServiceForm typed) {
        ServiceForm theirs = ServiceForm.of(now);
        EditBase.Merge merge = base.merge(typed, theirs);
        return answer(
                HttpStatus.CONFLICT,
                page(now, now.revision(), EditBase.of(theirs), merge.form(), List.of())
                        .addObject("differences", merge.differences()));
    }

    private ServiceView find(ServiceKey key) {
        return services.find(key).orElseThrow(NotThereException::new);
    }

    private ModelAndView page(
            ServiceView service, long revision, EditBase base, ServiceForm form, List<Violation> violations) {
        FormPage shown = FormPage.of(form);
        ServiceKey key = new ServiceKey(service.project(), service.name());
        return shown.on(
                frame.page("edit", Section.SERVICES, service.project())
                        .addObject("service", service)
                        .addObject("key", key)
                        .addObject("action", Addresses.service(key) + "/edit")
                        .addObject("revision", revision)
                        .addObject("base", base.text()),
                shown.errors(violations));
    }

    private static ModelAndView answer(HttpStatus status, ModelAndView page) {
        page.setStatus(status);
        return page;
    }
}
