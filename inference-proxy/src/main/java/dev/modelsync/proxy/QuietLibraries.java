package dev.modelsync.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.context.annotation.Configuration;

/**
 * Silences libraries that write down what they are given, whatever level somebody sets for them: AWS's libraries for
 * signing tell every request and its URL.
 */
@Configuration(proxyBeanMethods = false)
class QuietLibraries {
    private static final String SIGNING = "software.amazon.awssdk";

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
            return logger.getName().startsWith(SIGNING) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
