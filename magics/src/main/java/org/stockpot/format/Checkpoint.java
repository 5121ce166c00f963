package org.stockpot.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.MaskedPoint;
import org.stockpot.weights.Point;
import org.stockpot.weights.RowSet;

/**
 * A point as a file holds it, with its mask and where it came from.
 *
 * <p>In safetensors each slot is one F32 tensor of its name, statistics included. The metadata
 * holds {@code stockpot.layout}, a JSON object of slot names and roles in order; {@code
 * stockpot.mask}, one bit for each entry of the flat vector, set if it is pruned, lowest bit first,
 * in Base64, absent if nothing is pruned; and the provenance, of which {@code rows} is a {@link
 * RowSet}.
 *
 * @param point the weights
 * @param mask which of them are kept, as far as the file declares it: zeros alone are no mask
 * @param provenance any text by key; keys must not start with {@code stockpot.}
 * @param notes what reading it took, folded, changed, left out or skipped, a sentence each; not
 *     saved
 */
public record Checkpoint(
    Point point, Mask mask, Map<String, String> provenance, List<String> notes) {

  /** The key of the provenance that holds the rows a point was trained on. */
  public static final String ROWS = Metadata.ROWS;

  /** How a file carries a mask. */
  public enum MaskForm {
    /** In the metadata of safetensors; other formats hold zeros alone. */
    METADATA,
    /** As {@code weight_orig} and {@code weight_mask}, as {@code torch.nn.utils.prune} does. */
    TORCH
  }

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if the mask has another layout or a key starts with {@code
   *     stockpot.}
   */
  public Checkpoint {
    point.layout().requireSame(mask.layout());
    provenance = Map.copyOf(provenance);
    notes = List.copyOf(notes);
    for (String key : provenance.keySet()) {
      if (key.startsWith(Metadata.OURS)) {
        throw new IllegalArgumentException(
            "provenance must not be named " + Metadata.OURS + "…, got " + key);
      }
    }
  }

  /**
   * A checkpoint to save.
   *
   * @param point the weights
   * @param mask which of them are kept
   * @param provenance any text by key
   */
  public Checkpoint(Point point, Mask mask, Map<String, String> provenance) {
    this(point, mask, provenance, List.of());
  }

  /**
   * Writes this to a file that appears when it is whole.
   *
   * @param file ends in {@code .safetensors}; {@code .npz} or {@code .pt}, which hold the tensors
   *     alone
   * @throws FormatException if it has another ending, cannot be written, or a weight is not finite
   */
  public void save(Path file) {
    save(file, MaskForm.METADATA);
  }

  /**
   * Writes this to a file that appears when it is whole. Equal checkpoints give equal bytes.
   *
   * <p>In {@code .pt}, a state dict that {@code torch.load(file, weights_only=True)} reads, the
   * factors and offsets of a normalisation have PyTorch's names, {@code weight} and {@code bias}.
   *
   * @param file as in {@link #save(Path)}
   * @param masks how the mask is carried; {@code TORCH} needs {@code .pt}
   * @throws FormatException as there, or if the format cannot carry such a mask
   */
  public void save(Path file, MaskForm masks) {
    CheckpointWriter.write(point, mask, provenance, file, masks == MaskForm.TORCH);
  }

  /**
   * Reads a file that {@link #save} wrote as safetensors; its layout is in it.
   *
   * @param file the file
   * @return what was saved, bit for bit
   * @throws FormatException if it is no such file, is damaged, or holds NaN or infinity
   */
  public static Checkpoint load(Path file) {
    return of(CheckpointReader.read(file));
  }

  /**
   * Reads a file whose tensors have the names of slots.
   *
   * @param file a file as in {@link #load(Path, Layout, LoadOptions)}
   * @param layout the layout its weights must have
   * @return what it holds
   * @throws FormatException as there
   */
  public static Checkpoint load(Path file, Layout layout) {
    return load(file, layout, LoadOptions.defaults());
  }

  /**
   * Reads a file, told which of its tensors is which slot.
   *
   * @param file a file as in {@link #load(Path, Layout, LoadOptions)}
   * @param layout the layout its weights must have
   * @param names slot names by the file's names
   * @return what it holds
   * @throws FormatException as there
   */
  public static Checkpoint load(Path file, Layout layout, Map<String, String> names) {
    return load(file, layout, LoadOptions.defaults().withMap(names));
  }

  /**
   * Reads a file. What is in it shows in its first bytes, not in its name. 64-bit numbers are
   * rounded to floats, 16-bit ones are exact, -0.0 becomes +0.0.
   *
   * <p>A file of PyTorch can hold several dicts of tensors at any depth; the one whose names and
   * shapes are the layout's is taken, and asked about if there are two. Words that all names start
   * with ({@code module.}, {@code _orig_mod.}, {@code model.} …) are taken off. {@code weight} and
   * {@code bias} of a normalisation are its {@code gamma} and {@code beta}. Pruned,
   * weight-normalised and spectrally normalised weights are folded; pruned ones give the mask.
   * Nothing in a file is run.
   *
   * @param file a safetensors, npz, PyTorch or DJL {@code .params} file, or a {@code .index.json}
   *     of several
   * @param layout the layout its weights must have
   * @param options which tensors to take
   * @return what it holds, with {@link Mask#full all kept} if it declares no mask; the provenance
   *     holds the tensor's name for each slot that has another
   * @throws FormatException if the file is damaged, would run code in Python, holds numbers beyond
   *     float32, NaN or infinity, or a slot has no tensor of its name and shape; the message names
   *     the first, and says what to do
   */
  public static Checkpoint load(Path file, Layout layout, LoadOptions options) {
    return of(CheckpointReader.read(file, layout, options));
  }

  /**
   * Reads those tensors of a file that have the names and shapes of slots; the other slots stay as
   * they were, and the notes list them.
   *
   * @param file a file as in {@link #load(Path, Layout, LoadOptions)}
   * @param initial what slots without a tensor have
   * @param options which tensors to take, by names
   * @return the point
   * @throws FormatException as there, or if no tensor fits
   */
  public static Checkpoint loadPartly(Path file, Point initial, LoadOptions options) {
    return of(CheckpointReader.read(file, initial, options));
  }

  private static Checkpoint of(CheckpointReader.Loaded loaded) {
    return new Checkpoint(loaded.point(), loaded.mask(), loaded.provenance(), loaded.notes());
  }

  /**
   * Returns the point under its mask, as the start of a training.
   *
   * @return both
   * @throws IllegalArgumentException if an entry is pruned and not 0
   */
  public MaskedPoint masked() {
    return new MaskedPoint(point, mask);
  }

  /**
   * Returns the rows of data that the point was trained on.
   *
   * @return the rows; none if the file does not say
   * @throws IllegalArgumentException if they are damaged
   */
  public RowSet rows() {
    return Metadata.rows(provenance);
  }

  /** Returns the layout and what is kept. */
  @Override
  public String toString() {
    return "checkpoint of " + point.layout() + ", " + mask;
  }
}
