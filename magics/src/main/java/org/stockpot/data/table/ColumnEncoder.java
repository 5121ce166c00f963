package org.stockpot.data.table;

import java.util.List;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.csv.TableColumn;

/** Makes inputs of one column, by what was learnt from the training rows. */
interface ColumnEncoder {

  /** Returns the place of the column among the columns of a table. */
  int place();

  /** Returns the name of the column. */
  String column();

  /** Returns the names of the inputs. */
  List<String> names();

  /** Writes the inputs of one row. */
  void copy(TableColumn column, int row, float[] target, int at);

  /** Returns how many rows have a value that no training row has, and no input for it. */
  long unseen(TableColumn column);

  /** Returns what the column became, in numbers. */
  Preprocessing.Column preprocessing(TableColumn cells);

  /** Returns the column with how it was encoded, for notes. */
  String said();
}
