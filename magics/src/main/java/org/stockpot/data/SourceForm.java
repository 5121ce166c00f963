package org.stockpot.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A form of text that asks for data by a path, such as {@code mnist:DIR}. Each reader has one, and
 * the list of all is {@code org.stockpot.data.source.DataSources}.
 *
 * @param prefix what the text starts with, such as {@code mnist:}
 * @param argument what follows, for help: {@code DIR}, {@code FILE}, or a letter for a number
 * @param choices what else can be said of such data
 * @param opening gives the source of a text
 */
public record SourceForm(String prefix, String argument, Set<Choice> choices, Opening opening) {

  /** What can be said of data beside their path. */
  public enum Choice {
    /** To what size images are scaled. */
    SIZE,
    /** What labels are taken for. */
    KIND
  }

  /**
   * What was said of data beside their path.
   *
   * @param kind what labels are taken for
   * @param size to what size images are scaled, if they are
   */
  public record Said(LabelKind kind, Optional<ImageSize> size) {}

  /** Gives the source of a text. */
  @FunctionalInterface
  public interface Opening {

    /**
     * Returns the source, nothing of it read but what its split depends on.
     *
     * @param text the whole text, which is the source's name
     * @param rest what follows the prefix; not blank
     * @param said what was said of it
     * @return the source
     * @throws IllegalArgumentException if there can be no such source
     */
    DataSource open(String text, String rest, Said said);
  }

  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the prefix does not end in a colon
   */
  public SourceForm {
    choices = Set.copyOf(choices);
    Objects.requireNonNull(argument, "argument");
    Objects.requireNonNull(opening, "opening");
    if (!prefix.matches("[a-z0-9-]+:")) {
      throw new IllegalArgumentException("a prefix must be a word and a colon, got " + prefix);
    }
  }

  /**
   * Returns the form of a directory of which nothing else can be said.
   *
   * @param prefix what the text starts with
   * @param opening gives the source of a text
   * @return the form
   */
  public static SourceForm ofDirectory(String prefix, Opening opening) {
    return new SourceForm(prefix, "DIR", Set.of(), opening);
  }

  /**
   * Returns the source of a text.
   *
   * @param text starts with the prefix
   * @param said what was said of it
   * @return the source
   * @throws IllegalArgumentException if nothing follows the prefix, or there can be no such source
   */
  public DataSource open(String text, Said said) {
    if (text.length() == prefix.length()) {
      throw new IllegalArgumentException(
          prefix
              + " must be followed by a "
              + switch (argument) {
                case "FILE" -> "file, such as " + prefix + "data.npz";
                case "DIR" -> "directory, such as " + prefix + "data";
                default -> "number, such as " + prefix + 31;
              }
              + ", got nothing");
    }
    return opening.open(text, text.substring(prefix.length()), said);
  }

  /** Returns the form for help, such as {@code mnist:DIR}. */
  @Override
  public String toString() {
    return prefix + argument;
  }

  /**
   * Returns the path of a text.
   *
   * @param text a path; a leading {@code ~/} is the home directory
   * @return the path
   */
  public static Path path(String text) {
    boolean home = text.equals("~") || text.startsWith("~/");
    return Path.of(home ? System.getProperty("user.home") + text.substring(1) : text);
  }
}
