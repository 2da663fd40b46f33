package dev.modelsync.events.activity.proof;

import dev.modelsync.proof.ProofLine;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log with its proofs, what it is signed with, and what was signed last. */
@RestController
@RequestMapping("/api/v1/activity")
class ProofController {
    private static final int SHOWN = 100;

    private final ProofExport proofs;
    private final SigningKeyTable keys;
    private final CheckpointTable checkpoints;

    ProofController(ProofExport proofs, SigningKeyTable keys, CheckpointTable checkpoints) {
        this.proofs = proofs;
        this.keys = keys;
        this.checkpoints = checkpoints;
    }

    record Items<T>(List<T> items) {}

    @GetMapping("/proof")
    void proof(HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"activity-proof.ndjson\"");
        proofs.write(response.getWriter());
    }

    @GetMapping(path = "/signing-keys", produces = MediaType.APPLICATION_JSON_VALUE)
    Items<SigningKeyTable.Known> keys() {
        return new Items<>(keys.all());
    }

    @GetMapping(path = "/checkpoints", produces = MediaType.APPLICATION_JSON_VALUE)
    Items<ProofLine.Signed> checkpoints() {
        return new Items<>(checkpoints.latest(SHOWN));
    }
}
