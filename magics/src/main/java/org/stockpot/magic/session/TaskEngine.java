package org.stockpot.magic.session;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.display.Display;
import org.stockpot.magic.Notebook;
import org.stockpot.magic.UsageException;
import org.stockpot.study.Load;
import org.stockpot.task.Task;

/** What a session asks of the engine that runs the models of {@code %task}. */
public interface TaskEngine {

  /**
   * Returns the engine and its version.
   *
   * @return such as {@code PyTorch 2.7.1}
   */
  String version();

  /**
   * Returns why the engine cannot be used.
   *
   * @return such as a damaged library, or empty if it can
   */
  Optional<String> fault();

  /**
   * Returns what the first use of the engine does.
   *
   * @return such as that libraries are unpacked, or empty if that was done
   */
  Optional<String> notice();

  /**
   * Says what the first use of the engine does.
   *
   * @param notebook where it is said
   * @throws UsageException if the engine cannot be used
   */
  default void prepare(Notebook notebook) {
    Optional<String> fault = fault();
    if (fault.isPresent()) {
      throw new UsageException(fault.get());
    }
    notice().map(Display::text).ifPresent(notebook::show);
  }

  /**
   * Makes a task like another, of another load.
   *
   * @param task of {@code %task DATA MODEL}
   * @param load its width, or its share of the training examples
   * @return the task, to be closed by whoever asked
   * @throws UsageException if there is no such task; the message says why
   */
  Task member(Task task, Load load);

  /**
   * Returns what to say of a file of weights that does not fit a task.
   *
   * @param file the file
   * @param task the task
   * @return which model it is of, or empty if none that is known
   */
  Optional<String> advice(Path file, Task task);
}
