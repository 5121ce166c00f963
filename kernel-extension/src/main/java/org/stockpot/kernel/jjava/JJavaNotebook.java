package org.stockpot.kernel.jjava;

import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.kernel.cell.MagicRuns;
import org.stockpot.kernel.cell.RunningCell;
import org.stockpot.magic.Notebook;

/** The magics' view of JJava. */
final class JJavaNotebook implements Notebook {

  /** Is there from 1.0-a7 on. */
  private static final String BUILDER = "org.dflib.jjava.jupyter.kernel.EvalBuilder";

  private final BaseKernel kernel;
  private final MagicRuns turns = new MagicRuns();
  private final RunningCell cell;

  JJavaNotebook(BaseKernel kernel) {
    this.kernel = kernel;
    cell =
        new RunningCell(
            () -> kernel.getIO().display,
            connection ->
                InterruptRequests.answer((JupyterConnection) connection, turns::interrupt));
  }

  @Override
  public Object run(Supplier<Object> magic) {
    return turns.run(cell.find(), magic);
  }

  @Override
  public void show(Display display) {
    show(bundle(display));
  }

  @Override
  public void show(String id, Display display) {
    DisplayData bundle = bundle(display);
    bundle.putTransientData("display_id", id);
    show(bundle);
  }

  private void show(DisplayData bundle) {
    turns.show(() -> kernel.display(bundle));
  }

  @Override
  public void update(String id, Display display) {
    turns.show(() -> kernel.getIO().display.updateDisplay(id, bundle(display)));
  }

  @Override
  public Object evaluate(String code) throws Exception {
    return turns.unreached(() -> evaluateNow(code));
  }

  private Object evaluateNow(String code) throws Exception {
    try {
      return evaluateWithMagics(code);
    } catch (InvocationTargetException wrapper) {
      Throwable failure = wrapper.getCause();
      throw failure instanceof Exception thrown ? thrown : new IllegalStateException(failure);
    }
  }

  /** Calls what this version of JJava has; {@code evalRaw} will not stay. */
  private Object evaluateWithMagics(String code) throws ReflectiveOperationException {
    if (!exists(BUILDER)) {
      return BaseKernel.class.getMethod("evalRaw", String.class).invoke(kernel, code);
    }
    Object builder = BaseKernel.class.getMethod("evalBuilder", String.class).invoke(kernel, code);
    Class<?> type = Class.forName(BUILDER, true, BaseKernel.class.getClassLoader());
    return type.getMethod("eval").invoke(type.getMethod("resolveMagics").invoke(builder));
  }

  @Override
  public String kernel() {
    return ("JJava " + kernel.getVersion()).strip();
  }

  /** Imports what exists of the packages that the magics hand out. */
  void importAll() {
    Imports.declarations().forEach(this::tryImport);
  }

  private void tryImport(String declaration) {
    try {
      evaluate(declaration);
    } catch (Exception absent) {
      // A package that is not on this class path is not missed before someone uses it.
    }
  }

  private static DisplayData bundle(Display display) {
    DisplayData bundle = new DisplayData();
    display.data().forEach(bundle::putData);
    return bundle;
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, BaseKernel.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
