package dev.sallyport.policy;

import java.util.List;

/** A policy file that cannot be used, with everything that is wrong with it. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyError> errors;

    PolicyException(List<PolicyError> errors) {
        super(text(errors));
        this.errors = List.copyOf(errors);
    }

    private static String text(List<PolicyError> errors) {
        StringBuilder text = new StringBuilder();
        for (PolicyError error : errors) {
            if (text.length() > 0) {
                text.append('\n');
            }
            text.append(error);
        }
        return text.toString();
    }

    /** At least one, in file order. */
    public List<PolicyError> errors() {
        return errors;
    }
}
