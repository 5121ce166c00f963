package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A kernel that finds, splits and rewrites magics, shows values and is interrupted exactly as IJava
 * 1.3.0.
 */
public final class JavaKernel extends BaseKernel {

  private static final List<String> IMPORTS =
      List.of(
          "import java.util.*;",
          "import java.io.*;",
          "import java.math.*;",
          "import java.net.*;",
          "import java.util.concurrent.*;",
          "import java.util.prefs.*;",
          "import java.util.regex.*;",
          "import static io.github.spencerpark.ijava.runtime.Magics.*;");

  /** The Java that it was asked to evaluate. */
  public final List<String> evaluated = new ArrayList<>();

  /** What it has shown. */
  public final List<DisplayData> shown = new ArrayList<>();

  private final MagicParser parser = new MagicParser("(?<=(?:^|=))\\s*%", "%%");
  private final Magics magics = new Magics();
  private Snippets snippets;

  /** Returns the registry. */
  public Magics getMagics() {
    return magics;
  }

  /** Evaluates code in the user's scope; the message of what does not compile is null. */
  public Object evalRaw(String code) throws Exception {
    Snippets running = snippets();
    evaluated.add(code);
    String lines =
        parser.transformLineMagics(
            code,
            line -> {
              boolean statement = line.getLinePrefix().isBlank();
              String call =
                  call("lineMagic", line.getMagicCall().getName(), line.getMagicCall().getArgs());
              return statement ? call + ");{};" : call + ");";
            });
    return running.evaluate(
        parser.transformCellMagic(
            lines,
            cell ->
                call("cellMagic", cell.getMagicCall().getName(), cell.getMagicCall().getArgs())
                    + ","
                    + encoded(cell.getMagicCall().getBody())
                    + ");{};"));
  }

  /** Starts Java with the first cell, and runs the start-up script before it. */
  private Snippets snippets() throws Exception {
    if (snippets == null) {
      snippets = new Snippets(IMPORTS, "IJAVA_CLASSPATH");
      String script = System.getenv("IJAVA_STARTUP_SCRIPT");
      if (script != null) {
        snippets.evaluate(script);
      }
    }
    return snippets;
  }

  private static String call(String method, String name, List<String> words) {
    String list = words.stream().map(JavaKernel::encoded).collect(Collectors.joining(","));
    return method + "(" + encoded(name) + ",List.of(" + list + ")";
  }

  private static String encoded(String text) {
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(Charset.defaultCharset()));
    return "new String(Base64.getDecoder().decode(\"" + base64 + "\"))";
  }

  @Override
  public DisplayData eval(String code) throws Exception {
    Object value = evalRaw(code);
    return value == null
        ? null
        : value instanceof DisplayData data ? data : getRenderer().render(value);
  }

  @Override
  public void display(DisplayData data) {
    shown.add(data);
    super.display(data);
  }

  /** Ends the cell at once; its thread goes on. */
  @Override
  public void interrupt() {
    snippets.cancel();
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").build();
  }
}
