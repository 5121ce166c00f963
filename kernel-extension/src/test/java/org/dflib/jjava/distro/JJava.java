package org.dflib.jjava.distro;

import io.github.spencerpark.ijava.Snippets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.ParsedCellMagic;
import org.dflib.jjava.jupyter.kernel.magic.ParsedLineMagic;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * Plays JJava, of which only the base is in a repository: that base, in its real version, with a
 * Java in it that is interrupted as JJava's is, and magics that are expressions, as in JJava from
 * 1.0-a7 on.
 */
public final class JJava extends BaseKernel {

  private static final List<String> IMPORTS =
      List.of("import java.util.*;", "import java.io.*;", "import java.util.concurrent.*;");

  private final Snippets snippets;

  private JJava() throws Exception {
    super(
        "JJava",
        "1.0-a7",
        new LanguageInfo.Builder("Java").build(),
        List.of(),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        new MagicParser("(?<=(?:^|=))\\s*%", "%%", new Expressions()),
        new MagicsRegistry(),
        true,
        new StringStyler.Builder().build());
    snippets = new Snippets(IMPORTS, "JJAVA_CLASSPATH");
  }

  /** Writes magics without the empty statement that hides their values. */
  private static final class Expressions extends MagicTranspiler {

    @Override
    public String transpileLine(ParsedLineMagic magic) {
      return super.transpileLine(magic).replace(";{};", ";");
    }

    @Override
    public String transpileCell(ParsedCellMagic magic) {
      return super.transpileCell(magic).replace(";{};", ";");
    }
  }

  /** Serves the notebook of a connection file. */
  public static void main(String[] arguments) throws Exception {
    JupyterConnection connection =
        new JupyterConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
    JJava kernel = new JJava();
    kernel.onStartup();
    kernel.installExtensions(
        (ClassLoader) kernel.snippets.evaluate("Thread.currentThread().getContextClassLoader()"));
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  @Override
  public Object evalRaw(String source) {
    try {
      return snippets.evaluate(magicParser.resolveMagics(source));
    } catch (Exception failure) {
      throw failure instanceof RuntimeException thrown ? thrown : new RuntimeException(failure);
    }
  }

  @Override
  public void interrupt() {
    snippets.cancel();
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return null;
  }

  @Override
  public String isComplete(String code) {
    return IS_COMPLETE_MAYBE;
  }
}
