package org.stockpot.display;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stockpot.task.Progress;
import org.stockpot.task.Work;

/**
 * Turns what long work tells into frames of one bar, at most five a second unless told otherwise.
 *
 * <p>Safe for use by several threads: a call takes well under a microsecond unless it draws, and
 * while one thread draws the others go on. A frame that cannot be shown is lost, and with it all
 * later ones, for the work does not depend on them.
 *
 * <p>The time that is left follows from what each kind of work has taken and how much of it is left
 * . The rate is a moving average, weighted by e to the power of -t/5 s, of the rates between frames
 * that saw work finished.
 */
public final class ProgressMeter implements Progress {

  private static final Duration FRAME = Duration.ofMillis(200);
  private static final double MEMORY = 5e9;

  private final String title;
  private final Consumer<Display> screen;
  private final LongSupplier clock;
  private final long frame;
  private final long start;

  /** Held by who draws. */
  private final ReentrantLock drawing = new ReentrantLock();

  private final Map<String, Double> watched = new LinkedHashMap<>();
  private final RemainingTime forecast = new RemainingTime();
  private final Part whole = new Part(forecast.piece(1));
  private String phase = "";
  private long done;
  private long total;
  private long nextFrame;
  private long sampleTime;
  private long sampleDone;
  private double rate = Double.NaN;
  private ProgressBar.State state = ProgressBar.State.RUNNING;
  private String message = "";
  private boolean broken;

  /**
   * Starts the clock. Nothing is drawn before the first call.
   *
   * @param title what the work is
   * @param screen shows a frame in place of the one before
   * @param clock nanoseconds from any origin, such as {@code System::nanoTime}
   */
  public ProgressMeter(String title, Consumer<Display> screen, LongSupplier clock) {
    this(title, screen, clock, FRAME);
  }

  /**
   * Starts the clock of a screen that takes fewer frames.
   *
   * @param title what the work is
   * @param screen shows a frame
   * @param clock nanoseconds from any origin
   * @param frame the least time between two frames but the last
   */
  public ProgressMeter(String title, Consumer<Display> screen, LongSupplier clock, Duration frame) {
    this.title = title;
    this.screen = screen;
    this.clock = clock;
    this.frame = frame.toNanos();
    this.start = clock.getAsLong();
    this.nextFrame = start;
    this.sampleTime = start;
  }

  @Override
  public void plan(long units) {
    plan(Work.ANY, units);
  }

  @Override
  public void plan(Work work, long units) {
    whole.plan(work, units);
  }

  @Override
  public void phase(String phase) {
    whole.phase(phase);
  }

  @Override
  public void done(long units) {
    done(Work.ANY, units);
  }

  @Override
  public void done(Work work, long units) {
    whole.done(work, units);
  }

  @Override
  public void skip(Work work, long units) {
    whole.skip(work, units);
  }

  @Override
  public Progress piece(int threads) {
    synchronized (watched) {
      return new Part(forecast.piece(threads));
    }
  }

  @Override
  public void watch(String name, double value) {
    whole.watch(name, value);
  }

  /** What is told of one piece. */
  private final class Part implements Progress {
    private final RemainingTime.Piece piece;

    Part(RemainingTime.Piece piece) {
      this.piece = piece;
    }

    @Override
    public void plan(long units) {
      plan(Work.ANY, units);
    }

    @Override
    public void plan(Work work, long units) {
      synchronized (watched) {
        total += units;
        forecast.plan(piece, seconds(), work, units);
      }
      draw();
    }

    @Override
    public void phase(String now) {
      synchronized (watched) {
        phase = now;
        forecast.begin(piece, seconds());
      }
      draw();
    }

    @Override
    public void done(long units) {
      done(Work.ANY, units);
    }

    @Override
    public void done(Work work, long units) {
      synchronized (watched) {
        done += units;
        forecast.done(piece, seconds(), work, units);
      }
      draw();
    }

    @Override
    public void skip(Work work, long units) {
      synchronized (watched) {
        done += units;
        forecast.skip(piece, seconds(), work, units);
      }
      draw();
    }

    @Override
    public Progress piece(int threads) {
      return ProgressMeter.this.piece(threads);
    }

    @Override
    public void end() {
      synchronized (watched) {
        total -= forecast.end(piece);
      }
      draw();
    }

    @Override
    public void watch(String name, double value) {
      synchronized (watched) {
        watched.put(name, value);
      }
      draw();
    }
  }

  /**
   * Says that all is done, in a last frame.
   *
   * @param message what came out, or nothing
   */
  public void finish(String message) {
    end(ProgressBar.State.DONE, message);
  }

  /**
   * Says that the user stopped the work, in a last frame.
   *
   * @param message what is kept, or nothing
   */
  public void interrupt(String message) {
    end(ProgressBar.State.INTERRUPTED, message);
  }

  /**
   * Says that the work cannot go on, in a last frame.
   *
   * @param message why
   */
  public void fail(String message) {
    end(ProgressBar.State.FAILED, message);
  }

  /**
   * Returns the work at this moment.
   *
   * @return a bar
   */
  public ProgressBar bar() {
    synchronized (watched) {
      Duration elapsed = Duration.ofNanos(clock.getAsLong() - start);
      long all = total == 0 ? 0 : Math.max(total, done);
      ProgressBar.Amount amount = new ProgressBar.Amount(done, all, Math.min(1, forecast.share()));
      ProgressBar.Time time = new ProgressBar.Time(elapsed, left(), rate());
      return new ProgressBar(title, phase, amount, time, watched, state, message);
    }
  }

  private Optional<Duration> left() {
    OptionalDouble left = forecast.left(seconds());
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1000 * left.getAsDouble())));
  }

  private OptionalDouble rate() {
    return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }

  private double seconds() {
    return (clock.getAsLong() - start) / 1e9;
  }

  /** Only the first end counts; it waits for a frame that is being drawn. */
  private void end(ProgressBar.State end, String why) {
    synchronized (watched) {
      if (state != ProgressBar.State.RUNNING) {
        return;
      }
      state = end;
      message = why;
    }
    drawing.lock();
    try {
      show();
    } finally {
      drawing.unlock();
    }
  }

  private void draw() {
    if (!isDue() || !drawing.tryLock()) {
      return;
    }
    try {
      if (sample()) {
        show();
      }
    } finally {
      drawing.unlock();
    }
  }

  private boolean isDue() {
    synchronized (watched) {
      return clock.getAsLong() - nextFrame >= 0 && state == ProgressBar.State.RUNNING;
    }
  }

  /** Takes the time of a frame; false if another thread has just drawn, or all has ended. */
  private boolean sample() {
    synchronized (watched) {
      long now = clock.getAsLong();
      if (now - nextFrame < 0 || state != ProgressBar.State.RUNNING) {
        return false;
      }
      nextFrame = now + frame;
      if (done > sampleDone && now - sampleTime > 0) {
        average(now - sampleTime, done - sampleDone);
        sampleTime = now;
        sampleDone = done;
      }
      return true;
    }
  }

  private void average(long nanos, long units) {
    double latest = units * 1e9 / nanos;
    double kept = Math.exp(-nanos / MEMORY);
    rate = Double.isNaN(rate) ? latest : kept * rate + (1 - kept) * latest;
  }

  private void show() {
    if (broken) {
      return;
    }
    try {
      screen.accept(bar().display());
    } catch (RuntimeException e) {
      broken = true;
    }
  }
}
