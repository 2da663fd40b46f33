package dev.modelsync.contract;

import dev.modelsync.schema.ServiceChanged;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the generated types of the contract, and nothing more. Since 1.12.2 Avro
 * trusts no application class by itself, and its list is one for the whole JVM: what others have
 * allowed stays allowed.
 */
final class TrustedTypes {
    private static final String CONTRACT = ServiceChanged.class.getPackageName();

    static {
        ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(others, TrustedTypes::inContract));
    }

    private TrustedTypes() {}

    /** Has an effect once, when this class is initialised. */
    static void register() {}

    private static boolean inContract(Class<?> type) {
        return type.getPackageName().equals(CONTRACT);
    }
}
