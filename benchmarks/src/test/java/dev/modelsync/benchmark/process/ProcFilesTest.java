package dev.modelsync.benchmark.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ProcFilesTest {
    @BeforeEach
    void assumeLinux() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "Linux only");
    }

    @Test
    void shouldCountWhatAProcessHasUsed() {
        assertThat(ProcFiles.cpuTicks(ProcessHandle.current().pid())).isPositive();
    }

    @Test
    void shouldCountNothingOfAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(ProcFiles.cpuTicks(process.pid())).isZero();
    }
}
