package dev.modelsync.sync.doctor;

import dev.modelsync.sync.doctor.Finding.Level;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Prints findings as they come, and knows in the end what to exit with. */
public final class Report {
    private static final int ALL_WELL = 0;
    private static final int SOMETHING_FAILS = 1;
    private static final int COULD_NOT_CHECK = 2;

    private final PrintStream out;
    private final Set<Level> seen = EnumSet.noneOf(Level.class);

    public Report(PrintStream out) {
        this.out = out;
    }

    /** @param of which cluster, or what else the findings are about */
    public void add(String of, List<Finding> findings) {
        for (Finding finding : findings) {
            seen.add(finding.level());
            out.printf("%-4s  %s  %s: %s%n", finding.level(), of, finding.subject(), finding.text());
            finding.remedy().forEach(statement -> out.printf("      %s;%n", statement));
        }
    }

    /** 0 when all is well, warnings allowed; 1 when something fails; 2 when something could not be checked. */
    public int exitCode() {
        if (seen.contains(Level.FAIL)) {
            return SOMETHING_FAILS;
        }
        return seen.contains(Level.DARK) ? COULD_NOT_CHECK : ALL_WELL;
    }
}
