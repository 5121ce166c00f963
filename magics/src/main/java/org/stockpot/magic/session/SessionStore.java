package org.stockpot.magic.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.magic.Notebook;
import org.stockpot.store.Store;
import org.stockpot.store.StoreException;
import org.stockpot.store.StoredTask;
import org.stockpot.task.Task;

/**
 * Where a session keeps trainings and scores: the directory that was chosen, else {@code
 * STOCKPOT_HOME}, else {@code .stockpot}. If nobody chose one in this session and that cannot be
 * written to, as in a folder that is only read, it is one below the user's home, and a sentence
 * says so.
 */
public final class SessionStore {

  /** The directory that is no store. */
  public static final String NONE = "none";

  private static final String DIRECTORY = ".stockpot";

  private final Notebook notebook;
  private final Path elsewhere;
  private String home;
  private boolean chosen;
  private Optional<Store> store = Optional.empty();

  public SessionStore(Notebook notebook) {
    this(
        notebook,
        System.getenv().getOrDefault("STOCKPOT_HOME", ""),
        Path.of(System.getProperty("user.home"), DIRECTORY));
  }

  public SessionStore(Notebook notebook, String home, Path elsewhere) {
    this.notebook = notebook;
    this.home = home.isBlank() ? DIRECTORY : home;
    this.elsewhere = elsewhere;
  }

  /** Chooses the directory, or {@code none}. */
  public void choose(String directory) {
    open(directory);
    chosen = true;
  }

  private void open(String directory) {
    store = directory.equals(NONE) ? Optional.empty() : Optional.of(Store.open(Path.of(directory)));
    home = directory;
  }

  /** Returns where the store is or will be, as it was named, or {@code none}. */
  public String home() {
    return home;
  }

  /** Returns the store, made where there is none yet; empty if the user wants none. */
  public Optional<Store> store() {
    if (store.isPresent() && store.get().exists()) {
      return store;
    }
    try {
      open(home);
    } catch (StoreException e) {
      if (chosen || !(e.getCause() instanceof IOException)) {
        throw e;
      }
      openElsewhere(e);
    }
    return store;
  }

  /** Returns the store for what comes of a task; empty for one that cannot tell what decides it. */
  Optional<Store> of(Task task) {
    return store().filter(store -> isIdentified(task));
  }

  /** Returns a task whose trainings are kept, or as it is where they cannot be. */
  public Task kept(Task task, Duration interval) {
    return of(task).<Task>map(open -> new StoredTask(open, task, interval, false)).orElse(task);
  }

  private static boolean isIdentified(Task task) {
    try {
      return !task.identity().isEmpty();
    } catch (UnsupportedOperationException unknown) {
      return false;
    }
  }

  /**
   * Runs work that shares trainings: where the user wants no store, one that is gone afterwards
   * keeps them.
   */
  public void sharing(Runnable work) {
    if (!home.equals(NONE)) {
      work.run();
      return;
    }
    try {
      Store shared = Store.open(Files.createTempDirectory("stockpot-"));
      store = Optional.of(shared);
      try {
        work.run();
      } finally {
        store = Optional.empty();
        shared.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for what is shared", e);
    }
  }

  private void openElsewhere(StoreException why) {
    String unusable = home;
    try {
      open(elsewhere.toString());
    } catch (StoreException e) {
      throw why;
    }
    notebook.show(
        Display.text(
            String.format(
                "%s cannot be written to: trainings are kept in %s; --store DIR chooses another",
                unusable, elsewhere)));
  }
}
