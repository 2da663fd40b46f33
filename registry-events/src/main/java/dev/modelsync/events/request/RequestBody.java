package dev.modelsync.events.request;

import dev.modelsync.events.problem.BadRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The bytes of a body, of a length that is bounded whatever the client says of it. */
public final class RequestBody {
    private RequestBody() {}

    /** @throws BadRequestException when the body is longer, or compressed */
    public static byte[] of(HttpServletRequest request, int longest) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new BadRequestException(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is encoded; allowed: no Content-Encoding");
        }
        byte[] body = request.getInputStream().readNBytes(longest + 1);
        if (body.length > longest) {
            throw new BadRequestException(
                    HttpStatus.CONTENT_TOO_LARGE, "The body is longer than allowed: " + longest + " bytes");
        }
        return body;
    }
}
