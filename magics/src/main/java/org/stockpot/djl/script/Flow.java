package org.stockpot.djl.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.stockpot.djl.script.ScriptFacts.Norm;

/**
 * Follows parameters and buffers through a module's code, from where they are read to the
 * operations that use them.
 *
 * <p>Nothing is computed: of a value it is known which tensors' entries it holds, and whether it
 * depends on data. Both branches of a condition are followed unless it is known, loops twice.
 * Entries survive operations that only move them or act on one tensor alone, so that a weight is
 * followed through transpositions, slices, norms and masks to the product that it ends in.
 */
final class Flow {

  private static final int MOST_STEPS = 5_000_000;
  private static final int DEEPEST = 200;

  private final ScriptCode code;
  private final Uses uses;
  private int steps;
  private int depth;

  private Flow(ScriptCode code, ToLongFunction<String> sizes) {
    this.code = code;
    uses = new Uses(sizes);
  }

  static ScriptFacts of(ScriptCode code, String root, ToLongFunction<String> sizes) {
    Flow flow = new Flow(code, sizes);
    Statement.Function forward = code.type(root).method("forward");
    if (forward == null) {
      throw new ScriptException("the module must have a method forward");
    }
    Value input = new Value.Tensor(Set.of(), true, true);
    flow.call(forward, List.of(new Value.Module("", root), input), Map.of());
    return flow.uses.facts();
  }

  /** The variables of a function that runs, and what it has returned so far. */
  private final class Frame {
    private final Map<String, Value> variables = new HashMap<>();
    private Value returned;

    void run(List<Statement> statements) {
      statements.forEach(this::run);
    }

    private void run(Statement statement) {
      if (++steps > MOST_STEPS) {
        throw new ScriptException("its code must be shorter");
      }
      if (statement instanceof Statement.Assign assign) {
        assign(assign.targets(), value(assign.value()));
      } else if (statement instanceof Statement.Return end) {
        Value value = value(end.value());
        returned = returned == null ? value : Value.either(returned, value);
      } else if (statement instanceof Statement.If choice) {
        choose(choice);
      } else if (statement instanceof Statement.Loop loop) {
        for (int i = 0; i < 2; i++) {
          assign(loop.targets(), Value.flat(value(loop.over())));
          run(loop.body());
        }
      }
    }

    private void choose(Statement.If choice) {
      Value condition = value(choice.condition());
      if (condition instanceof Value.Constant known && known.value() instanceof Boolean holds) {
        run(holds ? choice.then() : choice.otherwise());
        return;
      }
      Map<String, Value> before = new HashMap<>(variables);
      Map<Norm, Integer> normsBefore = uses.norms();
      run(choice.then());
      Map<String, Value> then = new HashMap<>(variables);
      Map<Norm, Integer> normsThen = uses.norms();
      variables.clear();
      variables.putAll(before);
      uses.setNorms(normsBefore);
      run(choice.otherwise());
      then.forEach((name, value) -> variables.merge(name, value, Value::either));
      uses.atLeast(normsThen);
    }

    private void assign(List<Expression> targets, Value value) {
      if (targets.size() == 1) {
        assign(targets.get(0), value);
        return;
      }
      boolean fits = value instanceof Value.Items items && items.items().size() == targets.size();
      for (int i = 0; i < targets.size(); i++) {
        assign(targets.get(i), fits ? ((Value.Items) value).items().get(i) : Value.flat(value));
      }
    }

    private void assign(Expression target, Value value) {
      if (target instanceof Expression.Name name) {
        variables.put(name.name(), value);
      } else if (target instanceof Expression.Sequence sequence) {
        assign(sequence.items(), value);
      }
    }

    Value value(Expression expression) {
      if (++steps > MOST_STEPS) {
        throw new ScriptException("its code must be shorter");
      }
      if (expression instanceof Expression.Literal literal) {
        return new Value.Constant(literal.value());
      } else if (expression instanceof Expression.Text text) {
        return new Value.Constant(text.value());
      } else if (expression instanceof Expression.Name name) {
        return variables.getOrDefault(name.name(), new Value.Code(name.name()));
      } else if (expression instanceof Expression.Sequence sequence) {
        return new Value.Items(sequence.items().stream().map(this::value).toList());
      } else if (expression instanceof Expression.Attribute attribute) {
        return attribute(value(attribute.of()), attribute.name());
      } else if (expression instanceof Expression.Item item) {
        return item(value(item.of()), item.index().stream().map(this::value).toList());
      } else if (expression instanceof Expression.Operation operation) {
        operation.operands().forEach(this::value);
        return Value.PLAIN;
      }
      return call((Expression.Call) expression);
    }

    private Value item(Value of, List<Value> index) {
      if (of instanceof Value.Items items
          && index.size() == 1
          && index.get(0) instanceof Value.Constant at
          && at.value() instanceof Long number
          && number >= 0
          && number < items.items().size()) {
        return items.items().get(number.intValue());
      }
      return Value.flat(of);
    }

    private Value call(Expression.Call call) {
      List<Value> arguments = new ArrayList<>(call.arguments().stream().map(this::value).toList());
      Map<String, Value> named = new HashMap<>();
      call.named().forEach((name, value) -> named.put(name, value(value)));
      if (call.of() instanceof Expression.Attribute attribute
          && value(attribute.of()) instanceof Value.Module module) {
        arguments.add(0, module);
        return Flow.this.call(method(module, attribute.name()), arguments, named);
      }
      if (!(value(call.of()) instanceof Value.Code function)) {
        return Value.flat(new Value.Items(arguments));
      }
      Value result = call(function.name(), arguments, named);
      // A list that grows holds what it has got.
      if (function.name().matches("torch\\.(append|extend|insert|_set_item)")
          && call.arguments().get(0) instanceof Expression.Name list) {
        variables.put(list.name(), Value.flat(new Value.Items(arguments)));
      }
      return result;
    }

    private Value call(String name, List<Value> arguments, Map<String, Value> named) {
      return switch (name) {
        case "getattr" -> attribute(arguments.get(0), text(arguments.get(1)));
        case "annotate", "unchecked_cast" -> arguments.get(1);
        case "uninitialized" -> Value.PLAIN;
        default -> called(name, arguments, named);
      };
    }

    private Value called(String name, List<Value> arguments, Map<String, Value> named) {
      Statement.Function function = code.function(name);
      if (function != null) {
        return Flow.this.call(function, arguments, named);
      } else if (code.type(name) != null) {
        return new Value.Items(arguments);
      }
      return uses.operation(name, arguments, named);
    }
  }

  private static String text(Value value) {
    return value instanceof Value.Constant constant ? String.valueOf(constant.value()) : "";
  }

  private Value attribute(Value of, String name) {
    if (of instanceof Value.Code start) {
      return new Value.Code(start.name() + "." + name);
    }
    return of instanceof Value.Module module ? attribute(module, name) : Value.flat(of);
  }

  private Value attribute(Value.Module module, String name) {
    String place = module.path().isEmpty() ? name : module.path() + "." + name;
    Statement.Type type = code.type(module.type());
    String field = type.field(name);
    if (code.isModule(field)) {
      return new Value.Module(place, field);
    } else if ("NoneType".equals(field)) {
      return new Value.Constant(Expression.NONE);
    }
    boolean held = type.parameters().contains(name) || type.buffers().contains(name);
    if (held) {
      return new Value.Tensor(Set.of(place), false, false);
    }
    // Recurrent networks keep a list of their weights besides the weights.
    return field != null && field.startsWith("List[Tensor")
        ? new Value.Tensor(places(module, type.parameters()), false, false)
        : Value.PLAIN;
  }

  private static Set<String> places(Value.Module module, List<String> names) {
    Set<String> places = new TreeSet<>();
    names.forEach(name -> places.add(module.path().isEmpty() ? name : module.path() + "." + name));
    return places;
  }

  private Statement.Function method(Value.Module module, String name) {
    Statement.Function method = code.type(module.type()).method(name);
    if (method == null) {
      throw new ScriptException("class " + module.type() + " must have a method " + name);
    }
    return method;
  }

  private Value call(Statement.Function function, List<Value> arguments, Map<String, Value> named) {
    if (++depth > DEEPEST) {
      throw new ScriptException("its functions must not call one another that deeply");
    }
    Frame frame = new Frame();
    for (int i = 0; i < function.parameters().size(); i++) {
      String parameter = function.parameters().get(i);
      Value given = i < arguments.size() ? arguments.get(i) : named.get(parameter);
      frame.variables.put(
          parameter, given == null ? frame.value(function.standards().get(i)) : given);
    }
    frame.run(function.body());
    depth--;
    return frame.returned == null ? Value.PLAIN : frame.returned;
  }
}
