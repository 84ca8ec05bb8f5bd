package dev.covet;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction does to the stack, in values; a long counts as one.
 *
 * @param popped how many it takes
 * @param pushed how many it leaves
 */
record StackEffect(int popped, int pushed) {
  private static final StackEffect NONE = new StackEffect(0, 0);
  private static final StackEffect DUP = new StackEffect(1, 2);

  /** The effect, or null if it depends on what lies on the stack. */
  static @Nullable StackEffect of(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call ->
          call(call.typeSymbol(), call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
      case InvokeDynamicInstruction call -> call(call.typeSymbol(), 0);
      case FieldInstruction field -> field(field.opcode());
      case LoadInstruction l -> new StackEffect(0, 1);
      case ConstantInstruction c -> new StackEffect(0, 1);
      case NewObjectInstruction n -> new StackEffect(0, 1);
      case StoreInstruction s -> new StackEffect(1, 0);
      case TypeCheckInstruction t -> new StackEffect(1, 1);
      case ConvertInstruction c -> new StackEffect(1, 1);
      case NewPrimitiveArrayInstruction n -> new StackEffect(1, 1);
      case NewReferenceArrayInstruction n -> new StackEffect(1, 1);
      case NewMultiArrayInstruction n -> new StackEffect(n.dimensions(), 1);
      case ArrayLoadInstruction a -> new StackEffect(2, 1);
      case ArrayStoreInstruction a -> new StackEffect(3, 0);
      case OperatorInstruction o -> operator(o.opcode());
      case StackInstruction s -> stack(s.opcode());
      case BranchInstruction b -> branch(b.opcode());
      case TableSwitchInstruction t -> new StackEffect(1, 0);
      case LookupSwitchInstruction t -> new StackEffect(1, 0);
      case MonitorInstruction m -> new StackEffect(1, 0);
      case IncrementInstruction i -> NONE;
      case NopInstruction n -> NONE;
      case Instruction other -> null;
      default -> NONE; // labels and what debuggers need
    };
  }

  /** How deep a value that is only copied lay before; -1 if the instruction makes it. */
  int source(int depth) {
    return this == DUP ? 0 : -1;
  }

  private static StackEffect call(MethodTypeDesc type, int receiver) {
    boolean nothing = TypeKind.from(type.returnType()) == TypeKind.VOID;
    return new StackEffect(type.parameterCount() + receiver, nothing ? 0 : 1);
  }

  private static StackEffect field(Opcode opcode) {
    return switch (opcode) {
      case GETSTATIC -> new StackEffect(0, 1);
      case GETFIELD -> new StackEffect(1, 1);
      case PUTSTATIC -> new StackEffect(1, 0);
      default -> new StackEffect(2, 0);
    };
  }

  private static StackEffect operator(Opcode opcode) {
    return switch (opcode) {
      case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> new StackEffect(1, 1);
      default -> new StackEffect(2, 1);
    };
  }

  private static @Nullable StackEffect stack(Opcode opcode) {
    return switch (opcode) {
      case DUP -> StackEffect.DUP;
      case POP -> new StackEffect(1, 0);
      default -> null;
    };
  }

  private static StackEffect branch(Opcode opcode) {
    return switch (opcode) {
      case GOTO, GOTO_W -> NONE;
      case IF_ACMPEQ, IF_ACMPNE, IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE ->
          new StackEffect(2, 0);
      default -> new StackEffect(1, 0);
    };
  }
}
