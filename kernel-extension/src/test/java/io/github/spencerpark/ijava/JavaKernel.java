package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.CellMagicParseContext;
import io.github.spencerpark.jupyter.kernel.magic.MagicParser;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.List;

/** A kernel that finds and splits magics exactly as IJava 1.3.0 does, and runs nothing else. */
public final class JavaKernel extends BaseKernel {

  /** The Java that it was asked to evaluate. */
  public final List<String> evaluated = new ArrayList<>();

  /** What it has shown. */
  public final List<DisplayData> shown = new ArrayList<>();

  private final MagicParser parser = new MagicParser("(?<=(?:^|=))\\s*%", "%%");
  private final Magics magics = new Magics();

  /** Returns the registry. */
  public Magics getMagics() {
    return magics;
  }

  /** Runs the magics of a cell; notes the Java. */
  public Object evalRaw(String code) throws Exception {
    CellMagicParseContext cell = parser.parseCellMagic(code);
    if (cell != null) {
      return magics.applyCellMagic(
          cell.getMagicCall().getName(),
          cell.getMagicCall().getArgs(),
          cell.getMagicCall().getBody());
    }
    List<Object> values = new ArrayList<>();
    String java =
        parser.transformLineMagics(
            code,
            line -> {
              values.add(apply(line.getMagicCall().getName(), line.getMagicCall().getArgs()));
              return "";
            });
    if (!java.isBlank()) {
      evaluated.add(java);
    }
    if (java.contains("no.such")) {
      throw new Exception((String) null);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private Object apply(String name, List<String> words) {
    try {
      return magics.applyLineMagic(name, words);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public DisplayData eval(String code) throws Exception {
    Object value = evalRaw(code);
    return value == null ? null : getRenderer().render(value);
  }

  @Override
  public void display(DisplayData data) {
    shown.add(data);
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").build();
  }
}
