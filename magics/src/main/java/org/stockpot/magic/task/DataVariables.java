package org.stockpot.magic.task;

import ai.djl.nn.Block;
import ai.djl.training.dataset.RandomAccessDataset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.table.TableData;
import org.stockpot.data.table.TableOptions;
import org.stockpot.data.table.TableSource;
import org.stockpot.djl.DjlData;
import org.stockpot.djl.Models;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Session;
import org.stockpot.task.option.Suggestions;
import tech.tablesaw.api.Table;

/** Data and models in Java variables. */
final class DataVariables {

  private final Session session;

  DataVariables(Session session) {
    this.session = session;
  }

  /** Returns the Data of a variable that holds one, which was parted already. */
  Optional<Data> data(String name) {
    return TaskNames.isVariables(name) && session.find(name) instanceof Data data
        ? Optional.of(data)
        : Optional.empty();
  }

  /** Returns the data of a variable, or of two: {@code x,y}, inputs and labels. */
  DataSource data(String words, TableOptions options, List<TableSource> also, List<String> forms) {
    String[] names = words.split(",", -1);
    if (names.length == 2) {
      requireNoTable(words, options, also);
      Object x = session.variable(names[0]);
      Object y = session.variable(names[1]);
      return source(words, split -> arrays(words, x, y, split));
    }
    Object value = session.find(words);
    if (value == null) {
      FileAdvice.of(words)
          .ifPresent(
              advice -> {
                throw new UsageException(advice);
              });
      throw new UsageException(
          "no data or Java variable named "
              + words
              + Suggestions.didYouMean(words, forms)
              + " (data: "
              + String.join(" ", forms)
              + ")");
    }
    if (!(value instanceof Table)) {
      requireNoTable(words, options, also);
    }
    if (value instanceof Table table) {
      return source(words, split -> TableData.of(TableSource.of(table), options, split, also));
    } else if (value instanceof RandomAccessDataset set) {
      return source(words, split -> DjlData.of(set, split));
    }
    throw new UsageException(
        "variable "
            + words
            + " must be a Data, a Tablesaw Table or a DJL RandomAccessDataset, or two arrays x,y,"
            + " got "
            + session.words(value));
  }

  private static void requireNoTable(String words, TableOptions options, List<TableSource> also) {
    if (!also.isEmpty() || !options.equals(TableOptions.of("").withKind(options.kind()))) {
      throw new UsageException("options of tables must stand with a table, got " + words);
    }
  }

  private static DataSource source(String name, Function<Split, Data> loader) {
    return new DataSource(
        name,
        "Java variable " + name,
        Split.defaults(),
        split -> loader.apply(split).withName(name));
  }

  private Data arrays(String words, Object x, Object y, Split split) {
    if (x instanceof float[][] rows && y instanceof int[] labels) {
      return ArrayData.of(rows, labels, split);
    } else if (x instanceof double[][] rows && y instanceof int[] labels) {
      return ArrayData.of(rows, labels, split);
    } else if (x instanceof float[][][] images && y instanceof int[] labels) {
      return ArrayData.of(images, labels, split);
    } else if (x instanceof float[][][][] images && y instanceof int[] labels) {
      return ArrayData.of(images, labels, split);
    } else if (x instanceof float[][] rows && y instanceof float[] numbers) {
      return ArrayData.of(rows, numbers, split);
    } else if (x instanceof double[][] rows && y instanceof double[] numbers) {
      return ArrayData.of(rows, numbers, split);
    } else if (x instanceof double[][] rows && y instanceof double[][] numbers) {
      return ArrayData.of(rows, numbers, split);
    }
    throw new UsageException(
        "variables "
            + words
            + " must be float[][] or double[][] inputs (or float[][][] images) with int[] labels,"
            + " float[] or double[] numbers, got "
            + session.words(x)
            + " and "
            + session.words(y));
  }

  /** Returns the block of a variable that holds one, or makes one. */
  Block model(String name) {
    Object value = session.find(name);
    if (value == null) {
      throw new UsageException(
          "no model or Java variable named "
              + name
              + Suggestions.didYouMean(name, Models.NAMES)
              + " (models: "
              + String.join(" ", Models.NAMES)
              + ")");
    }
    Object made = value instanceof Supplier<?> supplier ? supplier.get() : value;
    if (made instanceof Block block) {
      return block;
    }
    throw new UsageException(
        "variable "
            + name
            + " must be a DJL Block or a Supplier of one, got "
            + session.words(made));
  }
}
