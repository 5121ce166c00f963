package org.stockpot.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The entries of a store and their locks, and what a failure of the disk means for who reads it.
 *
 * @param home the directory of the store
 */
record StoreFiles(Path home) {

  <T> Optional<T> find(StorePart part, String key, Entry.Format<T> format, Consumer<String> notes) {
    Entry entry = entry(part, key);
    return entry.exists() ? whole("read", () -> entry.read(format, notes)) : Optional.empty();
  }

  <T> void keep(StorePart part, String key, T value, Entry.Format<T> format) {
    whole(
        "write",
        () -> {
          entry(part, key).write(value, format);
          return value;
        });
  }

  Entry entry(StorePart part, String key) {
    return entry(home.resolve(part.directory()).resolve(key), key);
  }

  Entry entry(Path place, String key) {
    return new Entry(place, temporary().resolve(key), home.resolve("damaged").resolve(key));
  }

  /** Returns where what is written first lies until it is whole. */
  Path temporary() {
    return home.resolve("temporary");
  }

  /** Runs work while no other thread or process has the lock of a key. */
  <T> T locked(String key, Runnable waiting, Supplier<T> work) {
    KeyLock lock = lock(key, waiting);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /** Waits for the lock of a key; {@code waiting} is told once if others have it. */
  KeyLock lock(String key, Runnable waiting) {
    try {
      return KeyLock.acquire(home.resolve(StoreLayout.LOCKS), key, waiting);
    } catch (IOException e) {
      throw failure("lock", e);
    }
  }

  /** Returns the lock of a key, or empty if others have it. */
  Optional<KeyLock> tryLock(String key) {
    try {
      return KeyLock.tryAcquire(home.resolve(StoreLayout.LOCKS), key);
    } catch (IOException e) {
      throw failure("lock", e);
    }
  }

  /** A change of files. */
  @FunctionalInterface
  interface Change {
    void make() throws IOException;
  }

  /** Changes what belongs to a key, unless someone works on it. */
  void unlessLocked(String key, Change change) throws IOException {
    Optional<KeyLock> lock = KeyLock.tryAcquire(home.resolve(StoreLayout.LOCKS), key);
    if (lock.isPresent()) {
      try {
        change.make();
      } finally {
        lock.get().close();
      }
    }
  }

  /** Works with files to the end, whoever interrupts. */
  <T> T whole(String doing, UninterruptedIo.Work<T> work) {
    try {
      return UninterruptedIo.call(work);
    } catch (IOException e) {
      throw failure(doing, e);
    }
  }

  private StoreException failure(String doing, IOException e) {
    String what = "cannot " + doing + " the store " + home + ": " + reason(e);
    String advice =
        e instanceof AccessDeniedException
            ? ". Use another with %stockpot --store DIR, or none with %stockpot --store none"
            : ". What was finished is kept: make room or mend the disk, or use another with"
                + " %stockpot --store DIR, then run the cell again";
    return new StoreException(what + advice, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    if (e instanceof NoSuchFileException || e instanceof AccessDeniedException) {
      return (e instanceof NoSuchFileException ? "no such file or directory, " : "access denied, ")
          + e.getMessage();
    }
    return String.valueOf(e.getMessage());
  }
}
