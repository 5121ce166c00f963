package org.stockpot.task.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sentence that explains one option, on a component of an options record: what it is, its unit
 * and its range; {@code {}} stands for the names that can be typed. The option's name is the
 * component's, in kebab case.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Help {
  /**
   * Returns the explanation.
   *
   * @return a phrase without a full stop, such as {@code share of the kept weights to prune, in (0,
   *     1)}; {@code {}} in it stands for the constants of an enum
   */
  String value();

  /**
   * Returns the option's name where it cannot be the component's, as for {@code --for}.
   *
   * @return the name without dashes, or empty for the component's own
   */
  String option() default "";

  /** The name of a component that is no option of its own. */
  String NONE = "-";
}
