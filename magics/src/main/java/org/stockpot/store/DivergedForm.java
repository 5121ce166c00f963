package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.text.Tree;

/**
 * A training that diverged as a file: what it was, and how it ended.
 *
 * @param page what it was
 */
record DivergedForm(Page page) implements Entry.Form<String> {

  private static final String PAGE = "diverged.json";
  private static final String MESSAGE = "diverged";
  private static final int MOST = 1 << 20;

  @Override
  public void write(String message, Path directory) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>(page.tree());
    tree.put(MESSAGE, message);
    Disk.write(directory.resolve(PAGE), new Page(tree).json());
  }

  @Override
  public String read(Path directory) throws IOException {
    Path file = directory.resolve(PAGE);
    String message = Tree.text(Trees.read(file, MOST), MESSAGE, "");
    if (message.isEmpty()) {
      throw new DamagedException(file, "does not say how it diverged");
    }
    return message;
  }
}
