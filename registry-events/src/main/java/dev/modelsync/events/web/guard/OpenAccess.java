package dev.modelsync.events.web.guard;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;

/** Nothing: everybody may do everything. {@link LoopbackOnly} sees to it that everybody is on this machine. */
final class OpenAccess implements Access {
    @Override
    public void guardApi(HttpSecurity http) {
        permitAll(http);
    }

    @Override
    public void guardPages(HttpSecurity http) {
        permitAll(http);
    }

    @Override
    public String formTargets() {
        return "";
    }

    private static void permitAll(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable);
    }
}
