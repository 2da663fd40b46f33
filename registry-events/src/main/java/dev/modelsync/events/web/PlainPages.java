package dev.modelsync.events.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Pages to which a request is sent on. */
@Controller
class PlainPages {
    private final Frame frame;

    PlainPages(Frame frame) {
        this.frame = frame;
    }

    /** Where a form goes whose token is not the browser's. */
    @RequestMapping("/stale-form")
    ModelAndView staleForm(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            throw new NotThereException();
        }
        return frame.message(
                HttpStatus.FORBIDDEN,
                "This form is out of date",
                "Nothing was changed. Go back, load the page again, and send the form from there;"
                        + " the browser has to accept cookies of this server.");
    }
}
