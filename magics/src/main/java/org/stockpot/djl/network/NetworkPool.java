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

  /** Makes no copy yet; {@code name} is what is closed. */
  public NetworkPool(String name, int cores, Supplier<Network> make) {
    this.name = name;
    this.cores = cores;
    this.make = make;
    free = new Semaphore(cores, true);
  }

  /** What is done with a copy. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Network network);
  }

  /** What is done with a copy by several threads. */
  @FunctionalInterface
  public interface Shared<T> {
    T with(Network network, int threads);
  }

  public int cores() {
    return cores;
  }

  /** Does work that keeps one core busy. */
  public <T> T single(Work<T> work) {
    return owned(1, work);
  }

  /** Does work beside which nothing else may run. */
  public <T> T alone(Work<T> work) {
    return owned(cores, work);
  }

  /** Does work with as many threads as there are cores without work. */
  public <T> T shared(Shared<T> work) {
    return single(network -> lending(threads -> work.with(network, threads)));
  }

  /** What is done by several threads. */
  @FunctionalInterface
  public interface Lent<T> {
    T with(int threads);
  }

  /** Adds the cores without work to that of the caller. */
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

  /** Waits for all work to end, and refuses more; returns whether this was the first call. */
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
