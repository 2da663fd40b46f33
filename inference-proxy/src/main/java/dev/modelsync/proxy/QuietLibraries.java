package dev.modelsync.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.context.annotation.Configuration;

/**
 * Silences libraries that write down what they are given, whatever level somebody sets for them: AWS's libraries for
 * signing tell every request and its URL; those that read HTTP quote what they cannot read, be it the line of a request or
 * what a provider sent behind an answer. What came of such a request, our own answers and metrics say.
 */
@Configuration(proxyBeanMethods = false)
class QuietLibraries {
    private static final List<String> LIBRARIES = List.of(
            "software.amazon.awssdk.",
            "io.vertx.core.http.",
            "io.vertx.core.net.",
            "io.netty.channel.",
            "io.netty.handler.");

    QuietLibraries() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getTurboFilterList().stream().noneMatch(Silence.class::isInstance)) {
            context.addTurboFilter(new Silence());
        }
    }

    private static final class Silence extends TurboFilter {
        @Override
        public FilterReply decide(
                Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
            return LIBRARIES.stream().anyMatch(logger.getName()::startsWith) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
