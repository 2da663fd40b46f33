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
        return sentOn(
                request,
                HttpStatus.FORBIDDEN,
                "This form is out of date",
                "Nothing was changed. Go back, load the page again, and send the form from there;"
                        + " the browser has to accept cookies of this server.");
    }

    @RequestMapping("/not-allowed")
    ModelAndView notAllowed(HttpServletRequest request) {
        return sentOn(
                request,
                HttpStatus.FORBIDDEN,
                "This is not for you",
                "Nothing was changed. " + request.getAttribute("refusal") + ".");
    }

    @RequestMapping("/no-sign-in")
    ModelAndView noSignIn(HttpServletRequest request) {
        return sentOn(
                request,
                HttpStatus.FORBIDDEN,
                "There are no pages here",
                "This server asks who you are, and people cannot sign in to it until modelsync.access.client.id names"
                        + " a client of its OpenID provider. The API is there for callers with an access token.");
    }

    @RequestMapping("/signed-out")
    ModelAndView signedOut(HttpServletRequest request) {
        return sentOn(
                request,
                HttpStatus.UNAUTHORIZED,
                "You are not signed in",
                "Nothing was changed. Load a page to sign in again.");
    }

    @RequestMapping("/sign-in-failed")
    ModelAndView signInFailed(HttpServletRequest request) {
        return sentOn(
                request,
                HttpStatus.UNAUTHORIZED,
                "You could not be signed in",
                "The reason is: " + request.getAttribute("refusal") + ". Load a page to try again.");
    }

    private ModelAndView sentOn(HttpServletRequest request, HttpStatus status, String title, String detail) {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            throw new NotThereException();
        }
        return frame.message(status, title, detail);
    }
}
