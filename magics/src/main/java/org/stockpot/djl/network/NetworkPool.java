package org.stockpot.djl.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.stockpot.dense.IdleCores;

/**
 * A task's working copies of its parameters, and the cores they may keep busy. Work takes a copy
 * for itself and one core or all; further cores are lent to work that can share itself out.
 */
public final class NetworkPool implements IdleCores {

  private final String name;
  private final int cores;
  private final Supplier<Network> make;
  private final Semaphore free;
  private final Deque<Network> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Makes no copy yet; {@code name} is what is closed.
   *
   * @param name what it is called
   * @param cores how many there are
   * @param make makes a working copy
   */
  public NetworkPool(String name, int cores, Supplier<Network> make) {
    this.name = name;
    this.cores = cores;
    this.make = make;
    free = new Semaphore(cores, true);
  }

  /**
   * What is done with a copy.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @param network a copy, for as long as it works
     * @return what it gives
     */
    T with(Network network);
  }

  /**
   * What is done with a copy by several threads.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Shared<T> {
    /**
     * Does it.
     *
     * @param network a copy, for as long as it works
     * @param threads how many do it
     * @return what it gives
     */
    T with(Network network, int threads);
  }

  /**
   * Returns how many cores the copies may keep busy.
   *
   * @return at least 1
   */
  public int cores() {
    return cores;
  }

  /**
   * Does work that keeps one core busy.
   *
   * @param <T> what the work gives
   * @param work what is done
   * @return what came out
   */
  public <T> T single(Work<T> work) {
    return owned(1, work);
  }

  /**
   * Does work beside which nothing else may run.
   *
   * @param <T> what the work gives
   * @param work what is done
   * @return what came out
   */
  public <T> T alone(Work<T> work) {
    return owned(cores, work);
  }

  /**
   * Does work with as many threads as there are cores without work.
   *
   * @param <T> what the work gives
   * @param work what is done
   * @return what came out
   */
  public <T> T shared(Shared<T> work) {
    return single(network -> lending(threads -> work.with(network, threads)));
  }

  /**
   * What is done by several threads.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Lent<T> {
    /**
     * Does it.
     *
     * @param threads how many do it
     * @return what it gives
     */
    T with(int threads);
  }

  /**
   * Adds the cores without work to that of the caller.
   *
   * @param <T> what the work gives
   * @param work what is done
   * @return what came out
   */
  public <T> T lending(Lent<T> work) {
    int extra = 0;
    while (free.tryAcquire()) {
      extra++;
    }
    try {
      return work.with(1 + extra);
    } finally {
      free.release(extra);
    }
  }

  @Override
  public int borrow(int most) {
    int count = 0;
    while (count < most && !free.hasQueuedThreads() && free.tryAcquire()) {
      count++;
    }
    return count;
  }

  @Override
  public void giveBack(int count) {
    free.release(count);
  }

  private <T> T owned(int count, Work<T> work) {
    try {
      free.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
    try {
      Network network = take();
      try {
        return work.with(network);
      } finally {
        put(network);
      }
    } finally {
      free.release(count);
    }
  }

  private synchronized Network take() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    return idle.isEmpty() ? make.get() : idle.pop();
  }

  private synchronized void put(Network network) {
    idle.push(network);
  }

  /**
   * Waits for all work to end, and refuses more; returns whether this was the first call.
   *
   * @return what came out
   */
  public boolean close() {
    free.acquireUninterruptibly(cores);
    try {
      return closeIdle();
    } finally {
      free.release(cores);
    }
  }

  private synchronized boolean closeIdle() {
    boolean first = !closed;
    closed = true;
    idle.forEach(Network::close);
    idle.clear();
    return first;
  }
}
