package dev.modelsync.events.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets a request pass whose caller has one of the roles that it asks for. */
public final class RoleCheck implements AuthorizationManager<RequestAuthorizationContext> {
    private final Callers callers;
    private final Rules rules;

    public RoleCheck(Callers callers, Rules rules) {
        this.callers = callers;
        this.rules = rules;
    }

    /** {@link AccessRules} of one kind. */
    public interface Rules {
        Set<Role> of(String method, PathContainer path);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        String method = context.getRequest().getMethod();
        Set<Role> asked = rules.of(
                method,
                RequestPath.parse(
                                context.getRequest().getRequestURI(),
                                context.getRequest().getContextPath())
                        .pathWithinApplication());
        Optional<Caller> caller = callers.of(authentication.get());
        return new Decision(
                caller.filter(known -> known.hasOneOf(asked)).isPresent(),
                caller.map(known -> refusal(known, asked)).orElse("Nobody has signed in"));
    }

    private static String refusal(Caller caller, Set<Role> asked) {
        if (asked.isEmpty()) {
            return "There is no role that may do this";
        }
        String needed = (asked.size() == 1 ? "This needs the role " : "This needs one of the roles ");
        String found = caller.roles().isEmpty() ? "none of the roles here" : Role.texts(caller.roles());
        return needed + Role.texts(asked) + "; " + caller.name() + " has " + found;
    }

    /** @param refusal what is said where it is not granted, for the caller */
    public record Decision(boolean isGranted, String refusal) implements AuthorizationResult {}
}
