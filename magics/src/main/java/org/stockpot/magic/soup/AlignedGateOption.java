package org.stockpot.magic.soup;

import org.stockpot.magic.UsageException;
import org.stockpot.magic.session.Call;
import org.stockpot.soup.SoupOptions;
import org.stockpot.study.AlignChoice;
import org.stockpot.task.option.Help;

/**
 * Whether paths that a gate refuses are measured once more with units aligned.
 *
 * @param align by what, if at all
 */
record AlignedGateOption(
    @Help(
            "with a gate: measure the paths that it refuses with units aligned, too, and repaired, by"
                + " weights, activations, straight-through or learned; none")
        AlignChoice align) {

  static AlignedGateOption defaults() {
    return new AlignedGateOption(AlignChoice.NONE);
  }

  /** Returns by what, having checked that there is a gate of recipes that choose members. */
  static AlignChoice of(Call call, boolean choosesMembers) {
    AlignChoice align = call.options(AlignedGateOption.class).align();
    if (align == AlignChoice.NONE) {
      return align;
    }
    if (!choosesMembers) {
      throw new UsageException("align must come without merge methods, got both");
    }
    if (call.options(SoupOptions.class).gate() >= 1) {
      throw new UsageException("align must come with a gate, such as --gate 0.02, got none");
    }
    return align;
  }
}
