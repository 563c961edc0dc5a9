package dev.sallyport.harness.evasion;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A way to try to get out: a static method that takes a {@link Goal}. It may throw what it likes;
 * whether it got through is not its to say.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Technique {
    /** Its name in tables; no other has it. */
    String value();

    Door door() default Door.TCP;

    Kind kind() default Kind.ORDINARY;

    /** JVM options; {@code {folder}} is the goal's folder. */
    String[] flags() default {};

    Extra[] with() default {};

    /** First JDK that has what it uses. */
    int from() default 17;

    /** Last JDK that has it. */
    int to() default Integer.MAX_VALUE;

    /** Whether it would disturb others in the same JVM; tampering always may. */
    boolean alone() default false;

    /** Whether this machine may lack it: then our own refusal is what tells that it is held. */
    boolean refusalTells() default false;

    /** Which JDK or machine has no such way; where a bare run does not get out, it is left out. */
    String mayLack() default "";

    /** What holds it, where no refusal of ours does. */
    String heldBy() default "";

    /** Why no honest program does the same with a listed goal; empty if one does. */
    String noTwin() default "";
}
