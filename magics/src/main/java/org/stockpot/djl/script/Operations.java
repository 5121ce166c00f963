package org.stockpot.djl.script;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What operations of the engine do with their arguments. */
final class Operations {

  /** By operation, what each argument is used as. */
  private static final Map<String, Map<Integer, Use>> ROLES = new HashMap<>();

  /** Operations whose result tells nothing of the entries of their arguments. */
  private static final Set<String> NUMBERS =
      Set.of(
          "size",
          "dim",
          "len",
          "numel",
          "dtype",
          "device",
          "layout",
          "shape",
          "is_nested",
          "is_cuda",
          "is_floating_point",
          "requires_grad",
          "zeros_like",
          "ones_like",
          "empty_like",
          "full_like",
          "rand_like",
          "randn_like",
          "new_zeros",
          "new_ones",
          "new_empty",
          "new_full",
          "format");

  /** Operations whose result follows from entries and holds none of them. */
  private static final Set<String> MEASURES =
      Set.of(
          "item",
          "Int",
          "Float",
          "Bool",
          "mean",
          "sum",
          "norm",
          "std",
          "var",
          "max",
          "min",
          "amax",
          "amin",
          "prod",
          "logsumexp",
          "linalg_norm",
          "linalg_vector_norm",
          "any",
          "all",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "argmax",
          "argmin");

  private static final Set<String> ADDING =
      Set.of("add", "sub", "rsub", "addcmul", "addcdiv", "lerp");

  private static final Set<String> MULTIPLYING =
      Set.of("mul", "multiply", "div", "divide", "true_divide", "pow");

  private static final Set<String> JOINING = Set.of("cat", "concat", "stack", "hstack", "vstack");

  private static final Set<String> LOOKING =
      Set.of(
          "embedding",
          "embedding_bag",
          "index_select",
          "index",
          "gather",
          "take",
          "_embedding_bag");

  /** Operations that change neither order nor value of entries, or only their order. */
  private static final Set<String> SHAPING =
      Set.of(
          "view",
          "reshape",
          "flatten",
          "unflatten",
          "t",
          "transpose",
          "permute",
          "select",
          "slice",
          "unsqueeze",
          "squeeze",
          "contiguous",
          "clone",
          "detach",
          "alias",
          "expand",
          "expand_as",
          "view_as",
          "reshape_as",
          "narrow",
          "chunk",
          "split",
          "unbind",
          "to",
          "type_as",
          "float",
          "numpy_T",
          "movedim",
          "swapaxes",
          "index",
          "_cast_Float",
          "cpu",
          "dropout");

  static {
    products("linear", 1).put(2, Use.BIAS);
    products("addmm", 1, 2).put(0, Use.BIAS);
    products("addmv", 1, 2).put(0, Use.BIAS);
    products("baddbmm", 1, 2).put(0, Use.BIAS);
    products("addbmm", 1, 2).put(0, Use.BIAS);
    products("bilinear", 2).put(3, Use.BIAS);
    for (String pair :
        new String[] {"matmul", "mm", "bmm", "mv", "dot", "vdot", "inner", "tensordot"}) {
      products(pair, 0, 1);
    }
    products("einsum", 1);
    products("scaled_dot_product_attention", 0, 1, 2);
    for (String kind : new String[] {"conv", "conv_transpose"}) {
      for (int dimensions = 1; dimensions <= 3; dimensions++) {
        products(kind + dimensions + "d", 1).put(2, Use.BIAS);
      }
    }
    for (String kind :
        new String[] {
          "_convolution", "convolution", "conv_tbc", "_convolution_mode", "mkldnn_convolution"
        }) {
      products(kind, 1).put(2, Use.BIAS);
    }
    for (String cell : new String[] {"lstm_cell", "gru_cell", "rnn_tanh_cell", "rnn_relu_cell"}) {
      products(cell, 2, 3).putAll(Map.of(4, Use.BIAS, 5, Use.BIAS));
    }
    products("_native_multi_head_attention", 5, 7).putAll(Map.of(6, Use.BIAS, 8, Use.BIAS));
    products("_transformer_encoder_layer_fwd", 3, 5, 14, 16)
        .putAll(
            Map.of(
                4, Use.BIAS, 6, Use.BIAS, 10, Use.SCALE, 11, Use.SHIFT, 12, Use.SCALE, 13,
                Use.SHIFT, 15, Use.BIAS, 17, Use.BIAS));
    for (String norm :
        new String[] {
          "batch_norm", "instance_norm", "native_batch_norm", "_batch_norm_impl_index"
        }) {
      norm(norm, 1).putAll(Map.of(3, Use.RUNNING_MEAN, 4, Use.RUNNING_VARIANCE));
    }
    norm("layer_norm", 2);
    norm("native_layer_norm", 2);
    norm("group_norm", 2);
    norm("rms_norm", 2).remove(3);
    ROLES.put("prelu", Map.of(1, Use.SCALE));
    ROLES.put("_weight_norm", Map.of(1, Use.MULTIPLIED));
  }

  private Operations() {}

  private static Map<Integer, Use> products(String name, int... arguments) {
    Map<Integer, Use> roles = new HashMap<>();
    for (int argument : arguments) {
      roles.put(argument, Use.PRODUCT);
    }
    ROLES.put(name, roles);
    return roles;
  }

  private static Map<Integer, Use> norm(String name, int scale) {
    Map<Integer, Use> roles = new HashMap<>(Map.of(scale, Use.SCALE, scale + 1, Use.SHIFT));
    ROLES.put(name, roles);
    return roles;
  }

  /** Returns an operation's name without what it is of, and without the mark of those in place. */
  static String plain(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.endsWith("_") && !last.endsWith("__") ? last.substring(0, last.length() - 1) : last;
  }

  /** Returns what each argument is used as; empty if that is not fixed. */
  static Map<Integer, Use> roles(String operation) {
    return ROLES.getOrDefault(operation, Map.of());
  }

  /** Returns whether an operation is a recurrent network, whose weights come in a list. */
  static boolean isRecurrent(String operation) {
    return Set.of("lstm", "gru", "rnn_tanh", "rnn_relu").contains(operation);
  }

  static boolean isNumber(String operation) {
    return NUMBERS.contains(operation);
  }

  static boolean measures(String operation) {
    return MEASURES.contains(operation);
  }

  static boolean shapes(String operation) {
    return SHAPING.contains(operation);
  }

  static boolean looksUp(String operation) {
    return LOOKING.contains(operation);
  }

  /** Returns what becomes of a tensor beside data, where that depends on the data alone. */
  static Use besideData(String operation) {
    if (ADDING.contains(operation)) {
      return Use.ADDED;
    } else if (MULTIPLYING.contains(operation)) {
      return Use.MULTIPLIED;
    }
    return JOINING.contains(operation) ? Use.JOINED : Use.OTHER;
  }

  /**
   * Returns whether an operation combines entry by entry, so that a smaller operand is a factor.
   */
  static boolean isEntrywise(String operation) {
    return ADDING.contains(operation) || MULTIPLYING.contains(operation);
  }
}
