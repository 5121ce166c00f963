import static org.stockpot.kernel.terminal.Terminal.*;
import org.stockpot.barrier.*;
import org.stockpot.magic.Stockpot;
import org.stockpot.prune.*;
import org.stockpot.soup.*;
import org.stockpot.study.*;
import org.stockpot.task.*;
import org.stockpot.weights.*;
