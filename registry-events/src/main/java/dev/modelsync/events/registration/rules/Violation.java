package dev.modelsync.events.registration.rules;

/**
 * One reason why a registration is not acceptable.
 *
 * @param pointer JSON pointer to the field, empty for the whole document
 * @param detail what was found and what is allowed, for a person; never quotes a credential
 */
public record Violation(String pointer, Code code, String detail) {
    /** The closed set of reasons. */
    public enum Code {
        /** The field has to be given. */
        REQUIRED,
        /** The field is of another JSON type. */
        WRONG_TYPE,
        /** There is no such field. */
        UNKNOWN_FIELD,
        /** The value is none of the allowed ones. */
        UNKNOWN_VALUE,
        /** The value does not have the allowed form. */
        INVALID,
        /** The value, or the list, is longer than allowed. */
        TOO_LONG,
        /** The field cannot be changed. */
        IMMUTABLE,
        /** The provider does not offer this. */
        NOT_OFFERED,
        /** The same is given twice. */
        DUPLICATE,
        /** The address is not one of the public internet. */
        ADDRESS_REFUSED,
        /** The change needs the credentials again. */
        CREDENTIALS_REQUIRED,
        /** Another service has it. */
        TAKEN,
        /** Something on a cluster depends on it. */
        IN_USE,
        /** The endpoint did not prove to be ready. */
        NOT_READY,
        /** It is not in a state in which that can be done. */
        WRONG_STATE
    }
}
