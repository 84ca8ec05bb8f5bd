package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of a lambda, read from its class file to find out which expressions it returns. The
 * stack is followed backwards from each return to the instructions that made the value; where that
 * is not certain, nothing is known.
 */
final class LambdaBody {
  /** More steps than any sensible handler needs; loops end here. */
  private static final int MOST_STEPS = 20_000;

  private final Method method;
  private final List<CodeElement> code;

  /** The branches to each label, by their positions. */
  private final Map<Label, List<Integer>> branches = new HashMap<>();

  private int steps;

  private LambdaBody(Method method, CodeModel model) {
    this.method = method;
    this.code = model.elementList();
    for (int at = 0; at < code.size(); at++) {
      for (Label target : targets(code.get(at))) {
        branches.computeIfAbsent(target, label -> new ArrayList<>()).add(at);
      }
    }
  }

  /** The type of what a lambda's method returns, or null if that is not certain. */
  static @Nullable Type result(Method method) {
    LambdaBody body = of(method);
    if (body == null) {
      return null;
    }
    Type type = new ExpressionTypes(body).of(body.returned());
    return type != null && method.getReturnType().isAssignableFrom(ResultType.raw(type))
        ? type
        : null;
  }

  private static @Nullable LambdaBody of(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String file = owner.getName().substring(owner.getPackageName().length());
    String name = file.startsWith(".") ? file.substring(1) : file;
    try (InputStream in = owner.getResourceAsStream(name + ".class")) {
      return in == null ? null : of(method, ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable LambdaBody of(Method method, ClassModel model) {
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString();
    return model.methods().stream()
        .filter(m -> m.methodName().equalsString(method.getName()))
        .filter(m -> m.methodType().equalsString(descriptor))
        .flatMap(m -> m.code().stream())
        .findFirst()
        .map(found -> new LambdaBody(method, found))
        .orElse(null);
  }

  /**
   * A class that the code names.
   *
   * @throws TypeNotPresentException if it is not there
   */
  Class<?> load(ClassDesc type) {
    return MethodType.fromMethodDescriptorString(
            "()" + type.descriptorString(), method.getDeclaringClass().getClassLoader())
        .returnType();
  }

  Method method() {
    return method;
  }

  CodeElement at(int position) {
    return code.get(position);
  }

  List<CodeElement> code() {
    return code;
  }

  /** Where the returned values are made, or null if that is not certain. */
  private @Nullable Set<Integer> returned() {
    Set<Integer> all = new LinkedHashSet<>();
    for (int at = 0; at < code.size(); at++) {
      if (code.get(at) instanceof ReturnInstruction && !collect(at, 0, all)) {
        return null;
      }
    }
    return all;
  }

  /**
   * Where a value on the stack is made, or null if that is not certain.
   *
   * @param before the position of the instruction that finds it there
   * @param depth how many values lie above it
   */
  @Nullable Set<Integer> makers(int before, int depth) {
    Set<Integer> all = new LinkedHashSet<>();
    return collect(before, depth, all) ? all : null;
  }

  private boolean collect(int before, int depth, Set<Integer> makers) {
    int below = depth;
    for (int at = before - 1; at >= 0; at--) {
      if (++steps > MOST_STEPS) {
        return false;
      }
      CodeElement element = code.get(at);
      if (element instanceof LabelTarget target && !collectBranches(target, below, makers)) {
        return false;
      }
      if (!fallsThrough(element)) {
        return true; // only branches lead on from here
      }
      StackEffect effect = StackEffect.of(element);
      if (effect == null) {
        return false;
      }
      if (below < effect.pushed()) {
        if (effect.source(below) < 0) {
          makers.add(at);
          return true;
        }
        below = effect.source(below);
      } else {
        below += effect.popped() - effect.pushed();
      }
    }
    return false;
  }

  private boolean collectBranches(LabelTarget target, int depth, Set<Integer> makers) {
    for (int branch : branches.getOrDefault(target.label(), List.of())) {
      StackEffect effect = StackEffect.of(code.get(branch));
      if (effect == null || !collect(branch, depth + effect.popped(), makers)) {
        return false;
      }
    }
    return true;
  }

  private static List<Label> targets(CodeElement element) {
    return switch (element) {
      case BranchInstruction branch -> List.of(branch.target());
      case TableSwitchInstruction table -> targets(table.cases(), table.defaultTarget());
      case LookupSwitchInstruction table -> targets(table.cases(), table.defaultTarget());
      default -> List.of();
    };
  }

  private static List<Label> targets(List<SwitchCase> cases, Label standard) {
    List<Label> all = new ArrayList<>(cases.stream().map(SwitchCase::target).toList());
    all.add(standard);
    return all;
  }

  private static boolean fallsThrough(CodeElement element) {
    return switch (element) {
      case BranchInstruction branch ->
          branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
      case ReturnInstruction r -> false;
      case ThrowInstruction t -> false;
      case TableSwitchInstruction t -> false;
      case LookupSwitchInstruction t -> false;
      default -> true;
    };
  }
}
