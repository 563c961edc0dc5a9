package dev.sallyport.guest;

import java.net.SallyportHerald;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Sallyport in the info of Spring Boot 2 to 4. */
public final class BootInfo implements SallyportHerald, InfoContributor {
    @Override
    public Object joined(Object others) {
        List<Object> all = new ArrayList<>((List<?>) others);
        all.add(this);
        return all;
    }

    @Override
    public void contribute(Info.Builder builder) {
        builder.withDetail("sallyport", Standing.now().details());
    }
}
