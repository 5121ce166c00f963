package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.kernel.ijava.Host;

/**
 * What cells, magics and requests ask of the kernel that runs them: in a cell, {@code
 * kernel().addToClasspath(List.of(Path.of("mine.jar")))}.
 */
public interface RunningKernel extends Host {

  /**
   * Adds to the class path of the notebook.
   *
   * @param files jars and folders of classes
   * @return their names
   */
  List<String> addToClasspath(List<Path> files);

  /**
   * Runs a cell.
   *
   * @param code its text
   * @param number its number, which names it in errors
   * @return what its last value looks like, or null
   * @throws InterruptedException if it was interrupted
   * @throws ExecutionException if it failed; the cause says how
   */
  DisplayData run(String code, int number) throws InterruptedException, ExecutionException;

  /**
   * Runs a magic line that stands in a block.
   *
   * @param name the magic
   * @param words its arguments
   * @return its value
   */
  Object runLine(String name, List<String> words);

  /**
   * Runs a cell magic.
   *
   * @param name the magic
   * @param words its arguments
   * @param body the lines below
   * @return its value
   */
  Object runCell(String name, List<String> words, String body);

  /**
   * Evaluates a part of the running cell, whose errors name the cell and its lines.
   *
   * @param code the part
   * @return its value, or null
   * @throws InterruptedException if the cell was interrupted
   */
  Object evaluateHere(String code) throws InterruptedException;

  /**
   * Returns what a magic of a line is called with.
   *
   * @param line the line
   * @return its words; the rest of the line as one for a magic that takes it so
   */
  List<String> words(MagicLine line);

  /**
   * Returns what a value looks like; never throws.
   *
   * @param value the value
   * @param as the MIME types wanted besides text; none for the usual ones
   * @return its forms by their MIME types
   */
  DisplayData bundle(Object value, String... as);

  /** Says that a request was answered, and no cell runs. */
  void rest();

  /**
   * Returns what front ends want to know of the kernel.
   *
   * @return the reply to their question
   */
  KernelInfoReply info();
}
