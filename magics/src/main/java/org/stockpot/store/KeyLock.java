package org.stockpot.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The right to make one entry, among all threads and processes that share a store. It ends with its
 * process, however that ends.
 *
 * <p>A lock is one byte, at the key's own position, of one file. That file stays open as long as
 * the JVM lives: on POSIX systems closing any channel of a file gives up all of a process's locks
 * on it.
 */
final class KeyLock {

  private static final int POSITION_DIGITS = 15;
  private static final long PAUSE_MILLISECONDS = 50;

  private static final Map<Path, FileChannel> CHANNELS = new HashMap<>();

  private final FileLock lock;

  private KeyLock(FileLock lock) {
    this.lock = lock;
  }

  /** Waits for the lock of a key; {@code waiting} is told once if others have it. */
  static KeyLock acquire(Path file, String key, Runnable waiting) throws IOException {
    Optional<KeyLock> lock = tryAcquire(file, key);
    if (lock.isEmpty()) {
      waiting.run();
    }
    while (lock.isEmpty()) {
      try {
        Thread.sleep(PAUSE_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
      lock = tryAcquire(file, key);
    }
    return lock.get();
  }

  /** Returns the lock of a key, or empty if others have it. */
  static Optional<KeyLock> tryAcquire(Path file, String key) throws IOException {
    long position = Long.parseLong(key.substring(0, POSITION_DIGITS), 16);
    try {
      FileLock lock = channel(file).tryLock(position, 1, false);
      return Optional.ofNullable(lock).map(KeyLock::new);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    synchronized (CHANNELS) {
      FileChannel channel = CHANNELS.get(path);
      if (channel == null || !channel.isOpen() || !Files.exists(path)) {
        Files.createDirectories(path.getParent());
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        CHANNELS.put(path, channel);
      }
      return channel;
    }
  }

  void close() {
    try {
      lock.release();
    } catch (IOException e) {
      // The channel is closed, and the lock with it.
    }
  }
}
