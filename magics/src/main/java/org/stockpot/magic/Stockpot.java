package org.stockpot.magic;

import java.util.List;
import java.util.Optional;
import org.stockpot.report.Display;

/** The magics of one notebook: what a kernel adapter registers and calls. */
public final class Stockpot {

  private final Notebook notebook;

  /**
   * Makes the magics of a notebook.
   *
   * @param notebook the kernel's side
   */
  public Stockpot(Notebook notebook) {
    this.notebook = notebook;
  }

  /**
   * Returns the names of all magics, without percent signs.
   *
   * @return the names, in the order of the help
   */
  public List<String> names() {
    return List.of("stockpot");
  }

  /**
   * Runs a magic. It shows its result itself, unless the {@link Notebook#showsValues notebook
   * does}, and returns it, light, for assignment.
   *
   * @param name one of {@link #names()}, or one with a trailing question mark for its help
   * @param args the rest of the magic's line, split by the kernel
   * @param body the lines below a cell magic, or null for a line magic
   * @return the result, or null if there is none
   * @throws UsageException if the user made a mistake; the message is all there is to show
   */
  public Object run(String name, List<String> args, String body) {
    notebook.show(Display.text("%" + name + " " + String.join(" ", args)));
    return null;
  }

  /**
   * Returns how a value is shown when a cell ends with it.
   *
   * @param value any value
   * @return the display, or empty if the kernel should show the value its own way
   */
  public Optional<Display> render(Object value) {
    return Optional.empty();
  }

  /**
   * Returns the types that {@link #render} knows.
   *
   * @return classes and interfaces
   */
  public List<Class<?>> rendered() {
    return List.of();
  }

  /**
   * Completes a magic, its options, or the names of tasks and points.
   *
   * @param line the line of code up to its end
   * @param cursor the position of the cursor in it
   * @return what can stand there, or empty if the cursor is not in a magic
   */
  public Optional<Completion> complete(String line, int cursor) {
    return Optional.empty();
  }

  /**
   * Returns the help on the magic in a line.
   *
   * @param line the line of code
   * @return the help, or empty if the line is no magic
   */
  public Optional<Display> inspect(String line) {
    return Optional.empty();
  }

  /**
   * What can replace a part of a line.
   *
   * @param candidates full replacements, in order
   * @param from the start of the replaced part
   * @param to its end
   */
  public record Completion(List<String> candidates, int from, int to) {

    /** Copies the candidates. */
    public Completion {
      candidates = List.copyOf(candidates);
    }
  }
}
