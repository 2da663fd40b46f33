package dev.modelsync.events.registration.api;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions as entity tags (RFC 9110): {@code "42"}. */
final class RevisionTag {
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(?:,|$)");
    private static final Pattern REVISION = Pattern.compile("[0-9]{1,18}");

    private RevisionTag() {}

    static String of(long revision) {
        return "\"" + revision + '"';
    }

    /**
     * What a header If-Match accepts. A weak tag never matches, as the RFC has it.
     *
     * @throws BadRequestException when the header is not a list of tags
     */
    static LongPredicate ifMatch(String header) {
        if (header.strip().equals("*")) {
            return revision -> true;
        }
        List<Long> revisions = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        int at = 0;
        while (at < header.length() && matcher.find(at) && matcher.start() == at) {
            if (matcher.group(1) == null && REVISION.matcher(matcher.group(2)).matches()) {
                revisions.add(Long.valueOf(matcher.group(2)));
            }
            at = matcher.end();
        }
        if (at < header.length() || header.isBlank()) {
            throw BadRequestException.header(
                    "If-Match",
                    "it is '" + Texts.shown(header) + "'; allowed: the ETag of the service, in quotes, or *");
        }
        return revisions::contains;
    }
}
