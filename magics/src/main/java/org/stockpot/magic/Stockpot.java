package org.stockpot.magic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.format.Checkpoint;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.NamedResults;
import org.stockpot.magic.session.Points;
import org.stockpot.magic.session.Provenance;
import org.stockpot.magic.session.Session;
import org.stockpot.magic.session.TaskEngine;
import org.stockpot.magic.task.DjlEngine;
import org.stockpot.study.TaskFamily;
import org.stockpot.study.Variant;
import org.stockpot.task.Task;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The magics of one notebook: what a kernel adapter registers and calls. */
public final class Stockpot {

  /** The magics of this JVM's notebook, for Java that calls them. */
  private static volatile Stockpot running;

  private final Session session;
  private final Magics magics;

  /**
   * Makes the magics of a notebook.
   *
   * @param notebook the kernel's side
   */
  public Stockpot(Notebook notebook) {
    this(notebook, Magics.standard());
  }

  /** Makes a notebook's magics of other commands than the standard ones. */
  Stockpot(Notebook notebook, List<Command> commands) {
    magics = new Magics(commands);
    session = new Session(notebook, new DjlEngine(), magics.results());
    running = this;
  }

  /**
   * Runs a line magic from Java, where local variables of loops and methods are known: {@code
   * Stockpot.run("train", "--lr", lr, "--as", "net" + i)}.
   *
   * @param name the magic's name, without percent sign
   * @param words its words, each of which stays one; numbers and others as {@link String#valueOf}
   *     writes them
   * @param <T> the type wanted
   * @return the magic's value
   * @throws UsageException if the user made a mistake
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T run(String name, Object... words) {
    return (T) running().run(name, Stream.of(words).map(String::valueOf).toList(), null);
  }

  private static Stockpot running() {
    if (running == null) {
      throw new UsageException("Stockpot needs a notebook with its magics, got none");
    }
    return running;
  }

  /**
   * Returns the current task, with its trainings and scores kept in the session's store, if it has
   * one: what magics trained is not trained again.
   *
   * @return the task of the last {@code %task}, or of the last {@link #use}
   * @throws UsageException if there is no task yet
   */
  public static Task task() {
    return running().session.keptTask();
  }

  /**
   * Returns the current task as one that can do more than any task, such as {@code
   * Stockpot.task(DjlTask.class)}, whose trainings nobody keeps.
   *
   * @param type what is asked for
   * @param <T> its type
   * @return the task of the last {@code %task}, or of the last {@link #use}
   * @throws UsageException if there is no task yet, or it is none of that type
   */
  public static <T> T task(Class<T> type) {
    Task current = running().session.task();
    return current
        .as(type)
        .orElseThrow(
            () ->
                new UsageException(
                    "task " + current.name() + " must be a " + type.getSimpleName()));
  }

  /**
   * Returns tasks like the current one, but for their load, with their trainings kept as its own
   * are.
   *
   * @return the family of the last {@code %task DATA MODEL}
   * @throws UsageException if there is no task yet
   */
  public static TaskFamily family() {
    Session session = running().session;
    Task current = session.task();
    return load ->
        session.storage().kept(session.engine().member(current, load), session.snapshotInterval());
  }

  /**
   * Makes a task the current one, as {@code %task} does. Any task will do, also one of your own in
   * closed form.
   *
   * @param task a task
   * @param <T> its type
   * @return the same task
   */
  public static <T extends Task> T use(T task) {
    running().session.use(task);
    return task;
  }

  /**
   * Returns a point with all that the session knows of it, as {@code %save} writes it: its mask,
   * the rows that it was trained on, its task.
   *
   * @param name the point's name, as in magics
   * @return the point, to be saved
   * @throws UsageException if there is no such point
   */
  public static Checkpoint checkpoint(String name) {
    Session session = running().session;
    session.followVariables();
    return Provenance.checkpoint(session, name, new Points(session).use(name));
  }

  /**
   * Returns results with their settings, as {@code %compare} lays them beside others.
   *
   * @param names the name of a result, or of replicates with commas between them
   * @return the variant
   * @throws UsageException if there is no such result
   */
  public static Variant variant(String names) {
    Session session = running().session;
    session.followVariables();
    return NamedResults.of(session, names);
  }

  /**
   * Loads what the first task and its chart need: the engine, the tables. A kernel calls this on a
   * thread of its own when a task is likely to come.
   */
  public static void warmUp() {
    // What the first use unpacks is said before it does.
    TaskEngine engine = new DjlEngine();
    if (engine.notice().isEmpty()) {
      engine.version();
    }
    Table.create();
  }

  /**
   * Returns the names of all magics, without percent signs.
   *
   * @return the names, in the order of the help
   */
  public List<String> names() {
    return magics.names();
  }

  /**
   * Returns the magic that a word of another tool means, such as {@code prune}.
   *
   * @param word a name that no magic has, without percent signs
   * @return one of {@link #names()}, or empty
   */
  public static Optional<String> meant(String word) {
    return new Magics(Magics.standard()).meant(word);
  }

  /**
   * Runs a magic. It shows its result itself, and returns it, light, for assignment.
   *
   * @param name one of {@link #names()}, or one with a trailing question mark for its help
   * @param args the rest of the magic's line, split by the kernel
   * @param body the lines below a cell magic, or null for a line magic
   * @return the result, or null if there is none
   * @throws UsageException if the user made a mistake; the message is all there is to show
   */
  public Object run(String name, List<String> args, String body) {
    return session.notebook().run(() -> perform(name, args, body));
  }

  private Object perform(String name, List<String> args, String body) {
    session.followVariables();
    boolean help = name.endsWith("?");
    Command command = magics.get(help ? name.substring(0, name.length() - 1) : name);
    return new MagicRunner(session, command, args).run(body, help);
  }

  /**
   * Returns how a value is shown when a cell ends with it.
   *
   * @param value any value
   * @return the display, or empty if the kernel should show the value its own way
   */
  public Optional<Display> render(Object value) {
    if (value instanceof Figure) {
      session.figures().prepare();
    }
    return session.rendered(value);
  }

  /**
   * Returns the types that {@link #render} knows.
   *
   * @return classes and interfaces
   */
  public List<Class<?>> rendered() {
    return session.displays().types();
  }

  /**
   * Completes a magic, its options, or the names of results and points.
   *
   * @param line the line of code up to its end
   * @param cursor the position of the cursor in it
   * @return what can stand there, or empty if the cursor is not in a magic of these
   */
  public Optional<Completion> complete(String line, int cursor) {
    return new Completions(session, magics).at(line, cursor);
  }

  /**
   * Completes a path among the words of any magic, such as one of the kernel's own.
   *
   * @param line the line of code up to its end
   * @param cursor the position of the cursor in it, behind the magic's name
   * @return the files and folders that can stand there
   */
  public static Completion completeFile(String line, int cursor) {
    int percent = line.indexOf('%');
    int start = percent;
    while (start < cursor && !Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    return CursorWord.at(line, start, cursor)
        .map(word -> FileCompletion.of(word, word.quote()))
        .orElseGet(() -> new Completion(List.of(), cursor, cursor));
  }

  /**
   * Completes a line of a cell magic's body, which names options.
   *
   * @param name the magic, without percent signs
   * @param line the line of the body
   * @param cursor the position of the cursor in it
   * @return what can stand there, or empty if the body is no list of options of these magics
   */
  public Optional<Completion> completeBody(String name, String line, int cursor) {
    return new Completions(session, magics).inBody(name, line, cursor);
  }

  /**
   * Explains what stands at the cursor: an option, or a result or point by its name; elsewhere, the
   * magic itself.
   *
   * @param line the line of code
   * @param cursor the position of the cursor in it
   * @return the help, or empty if the line is no magic
   */
  public Optional<Display> inspect(String line, int cursor) {
    return new Explanations(session, magics).at(line, cursor);
  }
}
