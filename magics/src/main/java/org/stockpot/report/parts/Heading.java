package org.stockpot.report.parts;

import java.util.regex.Matcher;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;

/**
 * What a column is called where it is shown, and where machines read it: {@code
 * Columns.KEPT.numbers()} is an empty column {@code kept %}, and {@code kept_percent} in files.
 */
public interface Heading {

  /**
   * Returns the words that are shown.
   *
   * @return words, in which {@code {}} and {@code *} stand for others
   */
  String shown();

  /**
   * Returns the name that machines read.
   *
   * @return small letters, digits and underscores, in which {@code {}} stands for others
   */
  String machine();

  /**
   * Returns the heading, with words in the place of each {@code {}} and {@code *}.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return the heading, with words in the place of each {@code {}} and {@code *}
   */
  default String heading(String... words) {
    String heading = shown();
    for (String word : words) {
      heading = heading.replaceFirst("\\{}|\\*", Matcher.quoteReplacement(word));
    }
    return heading;
  }

  /**
   * Returns an empty column of numbers.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return an empty column of numbers
   */
  default DoubleColumn numbers(String... words) {
    return DoubleColumn.create(heading(words));
  }

  /**
   * Returns an empty column of whole numbers.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return an empty column of whole numbers
   */
  default IntColumn ints(String... words) {
    return IntColumn.create(heading(words));
  }

  /**
   * Returns an empty column of large whole numbers.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return an empty column of large whole numbers
   */
  default LongColumn longs(String... words) {
    return LongColumn.create(heading(words));
  }

  /**
   * Returns a column of texts.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return a column of texts
   */
  default StringColumn texts(String... words) {
    return StringColumn.create(heading(words));
  }

  /**
   * Returns a column of texts.
   *
   * @param values the values of the column
   * @return a column of texts
   */
  default StringColumn texts(Stream<String> values) {
    return StringColumn.create(heading(), values);
  }

  /**
   * Returns an empty column of yes and no.
   *
   * @param words what stands for {@code {}} and {@code *}, in order
   * @return an empty column of yes and no
   */
  default BooleanColumn facts(String... words) {
    return BooleanColumn.create(heading(words));
  }
}
