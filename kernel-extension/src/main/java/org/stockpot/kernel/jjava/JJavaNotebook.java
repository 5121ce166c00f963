package org.stockpot.kernel.jjava;

import java.lang.reflect.InvocationTargetException;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Imports;
import org.stockpot.magic.Notebook;

/** The magics' view of JJava. */
final class JJavaNotebook implements Notebook {

  /** Is there from 1.0-a7 on, whose magic lines are expressions with a value to show. */
  private static final String SHOWS_VALUES = "org.dflib.jjava.jupyter.kernel.magic.MagicsResolver";

  private static final String BUILDER = "org.dflib.jjava.jupyter.kernel.EvalBuilder";

  private final BaseKernel kernel;
  private final boolean showsValues;

  JJavaNotebook(BaseKernel kernel) {
    this.kernel = kernel;
    showsValues = exists(SHOWS_VALUES);
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
    if (!isOver()) {
      kernel.display(bundle);
    }
  }

  /** An interrupt ends the cell at once; what its thread then shows would appear in a later one. */
  private static boolean isOver() {
    return Thread.currentThread().isInterrupted();
  }

  @Override
  public void update(String id, Display display) {
    kernel.getIO().display.updateDisplay(id, bundle(display));
  }

  /** The compiler is not for two threads, and after an interrupt it would lose the jar it reads. */
  @Override
  public Object evaluate(String code) throws Exception {
    if (isOver()) {
      throw new IllegalStateException("the cell was interrupted and has ended");
    }
    try {
      return evaluateWithMagics(code);
    } catch (InvocationTargetException wrapper) {
      Throwable failure = wrapper.getCause();
      throw failure instanceof Exception thrown ? thrown : new IllegalStateException(failure);
    }
  }

  /** Calls what this version of JJava has; {@code evalRaw} will not stay. */
  private Object evaluateWithMagics(String code) throws ReflectiveOperationException {
    if (!showsValues) {
      return BaseKernel.class.getMethod("evalRaw", String.class).invoke(kernel, code);
    }
    Object builder = BaseKernel.class.getMethod("evalBuilder", String.class).invoke(kernel, code);
    Class<?> type = Class.forName(BUILDER, true, BaseKernel.class.getClassLoader());
    return type.getMethod("eval").invoke(type.getMethod("resolveMagics").invoke(builder));
  }

  @Override
  public boolean showsValues() {
    return showsValues;
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
