package dev.sallyport.cli.names;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that people use stay unmarked; names that carry something do not. */
class DnsLabelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.weather.gov",
                "localhost",
                "db",
                "raw.githubusercontent.com",
                "d111111abcdef8.cloudfront.net",
                "d3nn82uaxijpm6.cloudfront.net",
                "e13829.dscx.akamaiedge.net",
                "a248.e.akamai.net",
                "ec2-203-0-113-25.compute-1.amazonaws.com",
                "search-logs-u45lvbtevhyz6c2rkmyzcnvlhu.us-east-1.es.amazonaws.com",
                "abc1234567.execute-api.us-east-1.amazonaws.com",
                "r3---sn-4g5edn7s.googlevideo.com",
                "scontent-fra3-1.xx.fbcdn.net",
                "o4505278.ingest.us.sentry.io",
                "cluster0-shard-00-00.ab1cd.mongodb.net",
                "lb-140-82-121-6-fra.github.com",
                "fonts.gstatic.com",
                "generativelanguage.googleapis.com",
                "login.microsoftonline.com",
                "management.azure.com",
                "registry.npmjs.org",
                "repo.maven.apache.org",
                "oauth2.googleapis.com",
                "x2.c.lencr.org",
                "ocsp.digicert.com",
                "hooks.slack.com",
                "api.openai.com",
                "api.anthropic.com",
                "nominatim.openstreetmap.org",
                "www.bundesverfassungsgericht.de",
                "www.rechtsschutzversicherung.de",
                "www.raiffeisenbank.at",
                "prometheus-operator.monitoring.svc.cluster.local",
                "weather-5d8f7c9b6d-x2x4z.default.svc.cluster.local",
                "postgres-primary-0.postgres-headless.prod.svc.cluster.local",
                "ip-10-0-12-34.eu-central-1.compute.internal",
                "static-content-delivery-network.example.com",
                "my-company-production-kubernetes.example.com",
                "xkcd.com",
                "strengths.knightsbridge.example",
                "s3.eu-west-1.amazonaws.com",
                "objects.githubusercontent.com",
                "play-lh.googleusercontent.com",
                "internationalization.example.org",
                "przedsiebiorstwo.example.pl",
                "4d2.example.com",
                "v2-api-2024-11-05.example.com",
                "files.pythonhosted.org"
            })
    void aNameThatIsOneIsNotMarked(String name) {
        assertFalse(DnsLabels.areSuspicious(name), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5f4dcc3b5aa765d61d8327deb882cf99.t.example.com",
                "ifbegrcfizduqskkjnge2tspkbiveu2u.x.example.com",
                "c2stcHJvai1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2.evil.example",
                "736b2d616263646566.676869.t.example.com",
                "mfrggzdfmztwq2lknnwg23tpobyxe43uov3ho6dzpiydcmrt.tunnel.example",
                "xjwqzkvbnptrlm.com",
                "qzxkwjvhfbgtp.example.net",
                "kq3v9xz2m7tp4wd8.example.org",
                "the-secret-is-that-the-key-is-sk-proj-and-so-on-and-on.example.com",
                "aaaa.bbbb.cccc.dddd.eeee.ffff.gggg.hhhh.iiii.jjjj.kkkk.llll.mmmm.nnnn.oooo.pppp.example.com",
                "mzxw6.ytboi.qgc3t.fmqqh.k3dpn.example.com",
                "8a7d3f21c96be045.dns.example.com",
                "1234567890123456.example.com",
                "u-jbswy3dpeblw64tmmqqq-1.example.com",
                "vgrktzqwpxnhbdmf.co.uk"
            })
    void aMessageIsMarked(String name) {
        assertTrue(DnsLabels.areSuspicious(name.toLowerCase(java.util.Locale.ROOT)), name);
    }
}
